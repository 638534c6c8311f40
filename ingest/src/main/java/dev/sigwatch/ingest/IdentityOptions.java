package dev.sigwatch.ingest;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asked about identities, as text, unchecked.
 *
 * @param plc URLs of PLC directories: the first is believed where they agree, the others are its witnesses
 * @param doh URL of a resolver for DNS over HTTPS, empty for none
 * @param dns {@code HOST[:PORT]} of a name server, empty for the system's
 */
public record IdentityOptions(List<String> plc, String doh, String dns) {
    /** The directory asked where none is named. */
    public static final String PUBLIC_PLC = "https://plc.directory";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MAX_DIRECTORIES = 8;
    private static final int MAX_PORT = 65_535;

    /** The public directory and the system's name servers. */
    public static IdentityOptions defaults() {
        return new IdentityOptions(List.of(PUBLIC_PLC), "", "");
    }

    /** These, with other directories. */
    public IdentityOptions withPlc(List<String> urls) {
        return new IdentityOptions(List.copyOf(urls), doh, dns);
    }

    /** These, asking for handles elsewhere. */
    public IdentityOptions withNames(String dohUrl, String nameServer) {
        return new IdentityOptions(plc, dohUrl, nameServer);
    }

    /** Checks them, adding every problem. */
    IdentitySources check(boolean allowLocal, List<String> problems) {
        List<URI> directories = new ArrayList<>();
        Set<String> authorities = new HashSet<>();
        for (String url : plc) {
            URI directory = url(problems, "--plc", url, allowLocal);
            if (!authorities.add(String.valueOf(directory.getAuthority()))) {
                problems.add("--plc " + url + ": given twice");
            }
            directories.add(directory);
        }
        if (directories.isEmpty() || directories.size() > MAX_DIRECTORIES) {
            problems.add("number of --plc " + directories.size() + ": must be 1 to " + MAX_DIRECTORIES);
            directories.add(URI.create(PUBLIC_PLC));
        }
        if (!doh.isEmpty() && !dns.isEmpty()) {
            problems.add("--doh " + doh + ": not together with --dns");
        }
        if (!dns.isEmpty() && !isNameServer(dns)) {
            problems.add("--dns " + dns + ": must be HOST[:PORT]");
        }
        return new IdentitySources(
                directories.get(0),
                directories.subList(1, directories.size()),
                doh.isEmpty() ? Optional.empty() : Optional.of(url(problems, "--doh", doh, allowLocal)),
                dns.isEmpty() ? Optional.empty() : Optional.of(dns));
    }

    /** Whether a URL is on this machine. */
    static boolean isLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    private static boolean isNameServer(String text) {
        if (!text.matches("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?")) {
            return false;
        }
        String port = text.replaceAll("^(.*]|[^:]*):?", "");
        return port.isEmpty() || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT);
    }

    private static URI url(List<String> problems, String option, String text, boolean allowLocal) {
        try {
            URI uri = URI.create(text);
            boolean plain = "http".equals(uri.getScheme());
            if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                problems.add(option + " " + text + ": must be https://HOST[:PORT]");
            } else if (plain && !(allowLocal && isLoopback(uri))) {
                problems.add(option + " " + text + ": http is for loopback with --allow-local only; use https");
            } else if (!plain && !"https".equals(uri.getScheme())) {
                problems.add(option + " " + text + ": must be https://HOST[:PORT]");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            problems.add(option + " " + text + ": is not a URL");
            return URI.create(PUBLIC_PLC);
        }
    }
}
