package dev.sigwatch.sink;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * How to reach a ClickHouse server over HTTP, as one user.
 *
 * @param url {@code http} or {@code https}, host and port, nothing after it
 * @param user user name, not empty
 * @param password may be empty; kept out of {@link #toString()}
 * @param database a plain identifier
 * @param compress whether rows are sent compressed (LZ4): worth it across a network, not on loopback
 */
public record ClickHouseConfig(URI url, String user, String password, String database, boolean compress) {

    /** The database of the public schema. */
    public static final String DATABASE = "sigwatch";

    /** The user that writes. */
    public static final String WRITER = "sigwatch_writer";

    /** The user that only reads. */
    public static final String READER = "sigwatch_reader";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int DEFAULT_PORT = 8123;
    private static final int DEFAULT_TLS_PORT = 8443;

    /**
     * Reads an address as a user writes it, {@code http[s]://[user[:password]@]host[:port][/database]}; what is left out is
     * port 8123 (8443 with TLS) and database {@code sigwatch}. Compression is on unless the host is loopback.
     *
     * @param user used where the address names none
     * @param password used where the address names no user
     * @throws IllegalArgumentException with one line that names what is wrong, never the password
     */
    public static ClickHouseConfig parse(String address, String user, String password) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            // The address may hold a password, so neither it nor the cause is shown.
            throw new IllegalArgumentException("ClickHouse URL is not a URL; write http://HOST:8123");
        }
        String scheme = uri.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "ClickHouse URL must start with http:// or https:// (the HTTP port, not 9000)");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("ClickHouse URL names no host; write http://HOST:8123");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("ClickHouse URL may not have a query or a fragment");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        String database = path.isEmpty() ? DATABASE : path;
        if (!IDENTIFIER.matcher(database).matches()) {
            throw new IllegalArgumentException("ClickHouse URL names no usable database: " + database);
        }
        int defaultPort = scheme.equals("https") ? DEFAULT_TLS_PORT : DEFAULT_PORT;
        int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
        URI url = URI.create(scheme + "://" + uri.getHost() + ":" + port);
        String[] credentials =
                uri.getUserInfo() == null ? new String[] {user, password} : (uri.getUserInfo() + ":").split(":", 3);
        boolean loopback = uri.getHost().equals("localhost")
                || uri.getHost().startsWith("127.")
                || uri.getHost().equals("[::1]");
        return new ClickHouseConfig(url, credentials[0], credentials[1], database, !loopback);
    }

    /**
     * Checks what every caller relies on.
     *
     * @throws IllegalArgumentException if a part is unusable
     */
    public ClickHouseConfig {
        if (user.isEmpty()) {
            throw new IllegalArgumentException("ClickHouse user is empty");
        }
        if (!IDENTIFIER.matcher(database).matches()) {
            throw new IllegalArgumentException("not a database name: " + database);
        }
    }

    /** The same server as another user. */
    public ClickHouseConfig as(String user, String password) {
        return new ClickHouseConfig(url, user, password, database, compress);
    }

    @Override
    public String toString() {
        return url + "/" + database + " as " + user;
    }
}
