package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.Set;

/** C9: a server's own stream has commits of an account that lives elsewhere. While an account moves, two servers may. */
final class WrongHost extends EventDetector {
    WrongHost() {
        super(Rule.C9, Set.of(FindingCode.HOST_NOT_AUTHORITATIVE));
    }

    @Override
    Detection.Builder found(Signal.OfEvent signal, Finding finding, Memory memory) {
        String host = signal.event().facts().host();
        boolean isMoving = signal.judgement().signature() == Proof.PASS
                && memory.changes().stream().anyMatch(change -> isBetween(change, host));
        Detection.Builder detection = about(Words.name(host), signal)
                .saying(
                        "Server sends commits of an account that lives elsewhere",
                        Words.name(host) + " sent " + Words.event(signal.event()) + ", but the account lives at "
                                + Words.server(memory.identity().pds()) + "."
                                + (isMoving
                                        ? " The account moved lately: probably a late commit."
                                        : " Nobody but the account's own server should have it to send."));
        return isMoving ? detection.priority(Priority.P4, Priority.P3) : detection;
    }

    private static boolean isBetween(Change change, String host) {
        return change.isMove()
                && (Words.host(change.before().pds()).equals(host)
                        || Words.host(change.after().pds()).equals(host));
    }
}
