package dev.sigwatch.ingest.stream;

import dev.sigwatch.atproto.MalformedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A host that serves {@code com.atproto.sync.subscribeRepos}: a relay or a PDS.
 *
 * @param host lower-case {@code host[:port]}, without the scheme's own port; names the stream everywhere
 * @param secure whether the connection is TLS
 * @param direct whether it is known to be a PDS, which speaks for its accounts only
 */
public record RelayUrl(String host, boolean secure, boolean direct) {
    private static final String METHOD = "/xrpc/com.atproto.sync.subscribeRepos";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads {@code wss://}, {@code https://}, {@code ws://}, {@code http://} or a bare host name, with a port where needed. A bare
     * name means TLS, except on loopback.
     *
     * @throws MalformedException with one clear line otherwise
     */
    public static RelayUrl parse(String text) {
        String stripped = text.strip();
        boolean bare = !stripped.contains("://");
        URI uri;
        try {
            uri = new URI(bare ? "wss://" + stripped : stripped);
        } catch (URISyntaxException e) {
            throw fault(text, "is not a URL");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("wss", "https", "ws", "http").contains(scheme)) {
            throw fault(text, "has the scheme " + scheme);
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw fault(text, "names no host");
        }
        String path = uri.getRawPath();
        if (!(path.isEmpty() || path.equals("/") || path.equals(METHOD))
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw fault(text, "goes on after the host");
        }
        String name = uri.getHost().toLowerCase(Locale.ROOT);
        boolean secure = bare ? !LOOPBACK.contains(name) : scheme.equals("wss") || scheme.equals("https");
        int port = uri.getPort();
        boolean own = port == -1 || port == (secure ? 443 : 80);
        return new RelayUrl(own ? name : name + ":" + port, secure, false);
    }

    /** The same host, known to be a PDS. */
    public RelayUrl asDirect() {
        return new RelayUrl(host, secure, true);
    }

    /** As {@link #parse}, empty where that throws. */
    public static Optional<RelayUrl> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static MalformedException fault(String text, String what) {
        return new MalformedException(
                -1,
                "relay " + text + " " + what + "; give a host name or https://HOST[:PORT] (or http:// on loopback)");
    }

    /** The address of the stream, from a cursor on, or live where there is none. */
    URI subscribe(OptionalLong cursor) {
        String query = cursor.isPresent() ? "?cursor=" + cursor.getAsLong() : "";
        return URI.create((secure ? "wss://" : "ws://") + host + METHOD + query);
    }

    /** The host's HTTP origin, for its other methods. */
    public URI origin() {
        return URI.create((secure ? "https://" : "http://") + host);
    }

    @Override
    public String toString() {
        return (secure ? "wss://" : "ws://") + host;
    }
}
