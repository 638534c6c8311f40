package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;

/** Told what the resolver does, by many threads; whatever it does of that must take no time and never throw. */
public interface LookupListener {
    /** A DID is asked about; its lookup may be long in coming, or not needed. */
    void requested(String did);

    /** The lookup of a DID begins. */
    void begun(String did);

    /** An observation is published. */
    void observed(IdentityObservation observation);

    /** Nobody. */
    static LookupListener none() {
        return new LookupListener() {
            @Override
            public void requested(String did) {}

            @Override
            public void begun(String did) {}

            @Override
            public void observed(IdentityObservation observation) {}
        };
    }
}
