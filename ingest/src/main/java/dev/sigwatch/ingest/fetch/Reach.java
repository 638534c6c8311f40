package dev.sigwatch.ingest.fetch;

import java.net.InetAddress;

/** Which hosts a fetcher may reach, by scheme and by the address a name turned out to have. */
public enum Reach {
    /** Public addresses, over https. */
    PUBLIC,
    /** As {@link #PUBLIC}, and loopback over http or https: tests and networks of one's own. */
    PUBLIC_AND_LOOPBACK,
    /** Whatever the operator named on the command line; never for a host that a DID or a server named. */
    OPERATOR;

    boolean permits(String scheme, InetAddress address) {
        return switch (this) {
            case PUBLIC -> scheme.equals("https") && AddressRules.isPublic(address);
            case PUBLIC_AND_LOOPBACK ->
                address.isLoopbackAddress() || (scheme.equals("https") && AddressRules.isPublic(address));
            case OPERATOR -> true;
        };
    }

    boolean permits(String scheme) {
        return scheme.equals("https") || (scheme.equals("http") && this != PUBLIC);
    }
}
