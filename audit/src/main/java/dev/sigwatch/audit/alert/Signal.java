package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.identity.JudgedIdentity;
import java.util.List;

/** Something concluded that detectors may want to know of, in the order of its DID. */
public sealed interface Signal {
    /** Whose. */
    String did();

    /** When it arrived here, microseconds since the epoch. */
    long at();

    /**
     * A judged frame or part of an export.
     *
     * @param event without its frame and commit block
     * @param evidence ids of rows in {@code evidence}
     */
    record OfEvent(CheckedEvent event, Judgement judgement, List<String> evidence) implements Signal {
        @Override
        public String did() {
            return event.did();
        }

        @Override
        public long at() {
            return event.facts().receivedAt();
        }
    }

    /** Something new about an identity. */
    record OfIdentity(JudgedIdentity identity) implements Signal {
        @Override
        public String did() {
            return identity.did();
        }

        @Override
        public long at() {
            return identity.observedAt();
        }
    }

    /**
     * A conclusion that does not hold any more.
     *
     * @param event without its frame and commit block
     * @param reason what changed, for people
     */
    record OfRevision(CheckedEvent event, Judgement before, Judgement after, String reason, long at) implements Signal {
        @Override
        public String did() {
            return event.did();
        }
    }

    /**
     * A signing key that other accounts have, too.
     *
     * @param others DID and server of each, at most 16
     */
    record OfSharedKey(String did, String key, String pds, List<String> others, long at) implements Signal {}
}
