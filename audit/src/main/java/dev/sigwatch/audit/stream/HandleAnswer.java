package dev.sigwatch.audit.stream;

import java.util.List;

/**
 * What the domain of a handle said when it was asked to which DID it belongs, per
 * <a href="https://atproto.com/specs/handle#handle-resolution">handle resolution</a>.
 *
 * @param handle lower case, without {@code at://}
 * @param dns DIDs of the TXT records at {@code _atproto.HANDLE}, distinct, in their order; at most 16
 * @param https the DID at {@code https://HANDLE/.well-known/atproto-did}, empty if none
 * @param failure why neither could be asked, empty where at least one answered
 */
public record HandleAnswer(String handle, List<String> dns, String https, String failure) {

    /** Whether the domain names this DID: DNS wins over HTTPS, and several DIDs in DNS name none. */
    public boolean names(String did) {
        return dns.isEmpty() ? https.equals(did) : dns.size() == 1 && dns.get(0).equals(did);
    }
}
