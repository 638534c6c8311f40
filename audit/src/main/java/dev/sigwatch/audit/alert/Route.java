package dev.sigwatch.audit.alert;

import java.util.Locale;

/** To whom an alert goes: that something could not be checked must never look like, or hide, that it was checked and is bad. */
public enum Route {
    /** Checked, and bad or to be explained: for whoever answers for security. */
    SECURITY,
    /** Could not be checked, or the auditor itself is in trouble: for whoever runs things. */
    OPERATIONS;

    /** The name in labels and tables. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
