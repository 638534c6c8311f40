package dev.sigwatch.notifier.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A URL that an operator named, http or https, on any host. Path, query and user may be secrets: {@link #toString()} shows none.
 *
 * @param url without a user
 * @param authorization value of the header, from the user and password in the URL
 */
public record HttpTarget(URI url, Optional<String> authorization) {
    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not an http or https URL with a host; the message does not repeat it
     */
    public static HttpTarget parse(String text) {
        URI given;
        try {
            given = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a URL");
        }
        boolean isHttp = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
        if (!isHttp || given.getHost() == null || given.getRawFragment() != null) {
            throw new IllegalArgumentException("not http[s]://HOST[:PORT][/PATH]");
        }
        String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
        URI plain = URI.create(origin(given) + given.getRawPath() + query);
        return new HttpTarget(plain, Optional.ofNullable(given.getUserInfo()).map(HttpTarget::basic));
    }

    /** The same server, with a path below this one's. */
    public HttpTarget below(String path) {
        String base = url.getRawPath().endsWith("/")
                ? url.getRawPath().substring(0, url.getRawPath().length() - 1)
                : url.getRawPath();
        return new HttpTarget(URI.create(origin(url) + base + path), authorization);
    }

    /** Scheme, host and port: what may be logged. */
    @Override
    public String toString() {
        return origin(url);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
