package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.EnumSet;

/** C2: a key of the account signed, but not one that may. */
final class SupersededKey extends EventDetector {
    SupersededKey() {
        super(
                Rule.C2,
                EnumSet.of(
                        FindingCode.SIG_RETIRED_KEY,
                        FindingCode.SIG_RETIRED_KEY_UNDATED,
                        FindingCode.SIG_NULLIFIED_KEY,
                        FindingCode.SIG_WRONG_PURPOSE_KEY));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        Detection.Builder detection =
                about(finding.code().name(), signal).fact("signed_with", Words.name(finding.detail()));
        String event = Words.capital(Words.event(signal.event()));
        return switch (finding.code()) {
            case SIG_NULLIFIED_KEY ->
                detection
                        .priority(Priority.P1, Priority.P1)
                        .saying(
                                "Commit signed with a key that a recovery undid",
                                event
                                        + " is signed with a key that was only ever set by an operation the account's owner undid:"
                                        + " whoever took the account over still signs.");
            case SIG_WRONG_PURPOSE_KEY ->
                detection.saying(
                        "Commit signed with a key meant for something else",
                        event
                                + " is signed with a key the account has for another purpose, such as a rotation key. It must not"
                                + " sign commits; that it does suggests that somebody holds it who should not.");
            case SIG_RETIRED_KEY_UNDATED ->
                detection
                        .priority(Priority.P3, Priority.P2)
                        .saying(
                                "Old commit, signed with an earlier key",
                                event
                                        + " says it was made while the account used an earlier key, which did sign it. When it was"
                                        + " really signed nobody can tell.");
            default ->
                detection.saying(
                        "Commit signed with a replaced key",
                        event
                                + " says it was made after the account's key had been replaced, yet the old key signed it. Whoever"
                                + " kept the old key may be forging commits, or a server did not notice the change.");
        };
    }
}
