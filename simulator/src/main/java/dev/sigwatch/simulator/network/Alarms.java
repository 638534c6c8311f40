package dev.sigwatch.simulator.network;

import java.util.List;

/**
 * What an auditor must tell people about an account, in the auditor's own names.
 *
 * @param rules that must be raised about the account
 * @param pages whether somebody may be woken for it
 * @param identityFindings names of findings that must be among those about the account's identity
 */
public record Alarms(List<String> rules, boolean pages, List<String> identityFindings) {
    /** Nothing in particular. */
    static final Alarms ANY = new Alarms(List.of(), true, List.of());

    /** As happens to everybody: nobody may be woken. */
    static final Alarms HONEST = new Alarms(List.of(), false, List.of());

    static Alarms of(String... rules) {
        return new Alarms(List.of(rules), true, List.of());
    }

    /** Somebody wants to know, and tomorrow is early enough. */
    static Alarms quiet(String... rules) {
        return new Alarms(List.of(rules), false, List.of());
    }

    Alarms finding(String... findings) {
        return new Alarms(rules, pages, List.of(findings));
    }
}
