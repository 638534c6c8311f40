package dev.sigwatch.ingest.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the HTTP client only addresses that were checked: the client connects to exactly what this returns, so a name cannot
 * change its address between the check and the connection.
 */
final class CheckedAddresses implements DnsResolver {
    private final HostLookup lookup;
    private final Reach reach;
    private final String scheme;

    CheckedAddresses(HostLookup lookup, Reach reach, String scheme) {
        this.lookup = lookup;
        this.reach = reach;
        this.scheme = scheme;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.resolve(host);
        for (InetAddress address : addresses) {
            // One forbidden address among good ones is how a rebinding name looks, so it spoils them all.
            if (!reach.permits(scheme, address)) {
                throw new ForbiddenAddressException(host, address);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String host, InetAddress address) {
            super(host + " has the address " + address.getHostAddress() + ", which may not be reached");
        }
    }
}
