package dev.sigwatch.status;

import java.util.Optional;

/**
 * Where a process serves its status, as its options say.
 *
 * @param host name or address to listen on
 * @param port 0 for any free one
 */
public record Endpoint(String host, int port) {
    /** Nobody else's business, unless an operator says so. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int MAX_PORT = 65_535;

    /**
     * An endpoint as options give it.
     *
     * @param host empty for loopback
     * @param port empty for no endpoint at all
     * @throws IllegalArgumentException saying which option is wrong and why
     */
    public static Optional<Endpoint> parse(String host, String port) {
        if (port.isEmpty()) {
            if (!host.isEmpty()) {
                throw new IllegalArgumentException("--http-host " + host + ": needs --http-port");
            }
            return Optional.empty();
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException("--http-port " + port + ": must be 0 to " + MAX_PORT);
        }
        return Optional.of(new Endpoint(host.isEmpty() ? LOOPBACK : host, Integer.parseInt(port)));
    }
}
