package dev.sigwatch.ingest.identity;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.stream.HandleAnswer;
import dev.sigwatch.ingest.fetch.Fetched;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks a handle's domain whose it is: the DNS, and where that names nobody its web server. Safe for use by many threads.
 *
 * @see <a href="https://atproto.com/specs/handle#handle-resolution">Handle resolution</a>
 */
public final class HandleResolver {
    private static final String PREFIX = "did=";
    /** Most DIDs of one domain told; one is right, and two are as wrong as many. */
    private static final int MAX_DIDS = 16;

    private final TxtLookup dns;
    private final Function<URI, Fetched> fetch;
    private final NameAbsence absence;
    private final boolean allowTest;

    HandleResolver(TxtLookup dns, Function<URI, Fetched> fetch, NameAbsence absence, boolean allowTest) {
        this.dns = dns;
        this.fetch = fetch;
        this.absence = absence;
        this.allowTest = allowTest;
    }

    /**
     * A resolver on the network.
     *
     * @param fetch does one guarded GET
     * @param allowTest whether names under {@code .test} are asked for, in a network of one's own
     */
    public static HandleResolver of(TxtLookup dns, Function<URI, Fetched> fetch, boolean allowTest) {
        return new HandleResolver(dns, fetch, NameAbsence.dns(), allowTest);
    }

    /** Whether a handle's domain can belong to anybody; the others are not asked. */
    boolean isAskable(Handle handle) {
        String name = handle.normalized().value();
        String topLevel = name.substring(name.lastIndexOf('.') + 1);
        return !DidTarget.DISALLOWED_TLDS.contains(topLevel) || (allowTest && topLevel.equals("test"));
    }

    /**
     * Asks once.
     *
     * @return what the domain says; with a failure where that is not certain, so not where it says that it names nobody
     */
    public HandleAnswer resolve(Handle handle) {
        String name = handle.normalized().value();
        if (!isAskable(handle)) {
            return failed(name, "no handle of the public network ends like this");
        }
        String silence;
        try {
            List<String> dids = dids(dns.texts("_atproto." + name));
            if (!dids.isEmpty()) {
                return new HandleAnswer(name, dids, "", "");
            }
            silence = "the DNS names no DID";
        } catch (IOException e) {
            silence = String.valueOf(e.getMessage());
        }
        return web(name, silence);
    }

    private HandleAnswer web(String name, String silence) {
        Fetched fetched = fetch.apply(URI.create("https://" + name + "/.well-known/atproto-did"));
        if (fetched instanceof Fetched.Failure failure) {
            boolean certain = failure.cause() == Fetched.Cause.NO_ADDRESS && absence.isCertain(name);
            return certain
                    ? new HandleAnswer(name, List.of(), "", "")
                    : failed(name, silence + ", and " + failure.reason());
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        boolean passing = answer.status() == 429 || answer.status() / 100 == 5 || answer.status() / 100 == 3;
        if (passing) {
            return failed(name, silence + ", and HTTP " + answer.status() + " from " + name);
        }
        return new HandleAnswer(name, List.of(), answer.ok() ? did(answer.body()) : "", "");
    }

    private static HandleAnswer failed(String name, String why) {
        return new HandleAnswer(name, List.of(), "", why);
    }

    private static List<String> dids(List<String> texts) {
        Set<String> dids = new LinkedHashSet<>();
        for (String text : texts) {
            if (text.startsWith(PREFIX) && dids.size() < MAX_DIDS) {
                Did.tryParse(text.substring(PREFIX.length()).strip()).ifPresent(did -> dids.add(did.value()));
            }
        }
        return List.copyOf(dids);
    }

    private static String did(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 2 * Did.MAX_LENGTH), StandardCharsets.UTF_8);
        return Did.tryParse(text.strip()).map(Did::value).orElse("");
    }
}
