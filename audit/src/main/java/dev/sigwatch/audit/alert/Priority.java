package dev.sigwatch.audit.alert;

/** How soon somebody must look. */
public enum Priority {
    /** Now: page somebody. */
    P1,
    /** Today: a ticket. */
    P2,
    /** With the next digest. */
    P3,
    /** On a board, for whoever looks. */
    P4
}
