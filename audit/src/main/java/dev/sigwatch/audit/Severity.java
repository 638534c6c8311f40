package dev.sigwatch.audit;

/** How much attention a finding deserves on its own. */
public enum Severity {
    INFO,
    WARN,
    ERROR,
    ALERT
}
