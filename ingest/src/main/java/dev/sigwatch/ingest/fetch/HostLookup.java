package dev.sigwatch.ingest.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host name into addresses. */
@FunctionalInterface
public interface HostLookup {
    /**
     * All addresses of a host name or address literal.
     *
     * @throws UnknownHostException if it has none, for whatever reason
     */
    InetAddress[] resolve(String host) throws UnknownHostException;

    /** The system's resolver. */
    static HostLookup system() {
        return InetAddress::getAllByName;
    }
}
