package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.syntax.Did;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server of a DID document: the first {@code #atproto_pds} service of the right type. */
final class PdsEndpoint {
    /** Longest URL read, our bound: a host name has at most 253 characters. */
    static final int MAX_LENGTH = 512;

    private static final String FRAGMENT = "#atproto_pds";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private PdsEndpoint() {}

    /** The endpoint as {@code scheme://host[:port]}, or null if there is none such. */
    static @Nullable URI find(JsonNode document, Did did) {
        for (JsonNode service : document.path("service")) {
            String id = BoundedJson.text(service, "id");
            boolean isPds = FRAGMENT.equals(id) || (did.value() + FRAGMENT).equals(id);
            if (isPds && PlcOperation.PDS_TYPE.equals(BoundedJson.text(service, "type"))) {
                return server(BoundedJson.text(service, "serviceEndpoint"));
            }
        }
        return null;
    }

    /** Whether to follow plain http to loopback is for the resolver to say; networks under test live there. */
    private static @Nullable URI server(@Nullable String endpoint) {
        if (endpoint == null || endpoint.length() > MAX_LENGTH) {
            return null;
        }
        try {
            URI uri = new URI(endpoint);
            String host = uri.getHost();
            if (host == null) {
                return null;
            }
            boolean isServer = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && (uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 0xFFFF));
            boolean isAllowed =
                    "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host));
            return isServer && isAllowed ? new URI(uri.getScheme(), null, host, uri.getPort(), null, null, null) : null;
        } catch (URISyntaxException notAUrl) {
            return null;
        }
    }
}
