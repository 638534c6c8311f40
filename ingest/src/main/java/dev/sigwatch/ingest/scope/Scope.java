package dev.sigwatch.ingest.scope;

import java.util.Locale;
import java.util.Optional;

/** Whose frames are forwarded. */
public enum Scope {
    /** Those of every DID that has ever written an {@code io.atcr.*} record. */
    PUBLISHERS,
    /** Those of the whole network. */
    ALL;

    /** The scope with a name as written on the command line, {@code publishers} or {@code all}. */
    public static Optional<Scope> ofName(String name) {
        for (Scope scope : values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
