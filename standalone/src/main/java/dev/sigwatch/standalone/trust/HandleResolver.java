package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.ingest.fetch.Fetched;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.naming.NamingException;

/**
 * Asks a handle's domain whose it is: the DNS, and where that says nothing its web server.
 *
 * @see <a href="https://atproto.com/specs/handle#handle-resolution">Handle resolution</a>
 */
final class HandleResolver {
    /** Top-level domains that no handle in the network has (handle specification). */
    private static final Set<String> DISALLOWED_TLDS =
            Set.of("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test");

    private static final String PREFIX = "did=";

    private final TxtLookup dns;
    private final Function<URI, Fetched> fetch;
    private final boolean allowLocal;

    /**
     * @param fetch does one guarded GET
     * @param allowLocal whether names that only exist in private networks are asked for, too
     */
    HandleResolver(TxtLookup dns, Function<URI, Fetched> fetch, boolean allowLocal) {
        this.dns = dns;
        this.fetch = fetch;
        this.allowLocal = allowLocal;
    }

    Found<Did> resolve(Handle handle) {
        String name = handle.normalized().value();
        String topLevel = name.substring(name.lastIndexOf('.') + 1);
        boolean disallowed = DISALLOWED_TLDS.contains(topLevel);
        if (disallowed && !allowLocal) {
            return Found.unproven(
                    "no public handle ends with ." + topLevel + "; one of your own network needs --allow-local");
        }
        Found<Did> found = ask(name);
        return disallowed && found.outcome() == Outcome.PASS
                ? Found.note(found.detail() + "; no handle of the public network ends with ." + topLevel, found.value())
                : found;
    }

    private Found<Did> ask(String name) {
        String silence;
        try {
            Set<String> claimed = new LinkedHashSet<>();
            for (String text : dns.texts("_atproto." + name)) {
                if (text.startsWith(PREFIX)) {
                    claimed.add(text.substring(PREFIX.length()).strip());
                }
            }
            if (!claimed.isEmpty()) {
                return claimed.size() > 1
                        ? unverified("the DNS names several DIDs for it: " + String.join(", ", claimed))
                        : did(List.copyOf(claimed).get(0), "the DNS");
            }
            silence = "the DNS names no DID for it";
        } catch (NamingException e) {
            silence = "the DNS gives no answer";
        }
        return web(name, silence);
    }

    private Found<Did> web(String name, String silence) {
        URI uri = URI.create("https://" + name + "/.well-known/atproto-did");
        Fetched fetched = fetch.apply(uri);
        if (fetched instanceof Fetched.Failure failure) {
            return Found.unproven(silence + ", and " + failure.reason());
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        if (!answer.ok()) {
            return Found.unproven(silence + ", and " + uri + " answers with HTTP " + answer.status());
        }
        byte[] body = answer.body();
        String text = new String(body, 0, Math.min(body.length, Did.MAX_LENGTH * 2), StandardCharsets.UTF_8);
        return did(text.strip(), uri.toString());
    }

    private static Found<Did> did(String text, String source) {
        Optional<Did> did = Did.tryParse(text);
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return did.isPresent()
                ? Found.pass(did.get() + ", says " + source, did.get())
                : unverified(source + " names no DID but \"" + shown.replaceAll("\\p{Cntrl}", " ") + "\"");
    }

    /** A handle that is not the DID's: where somebody asks for an account by that name, it is the wrong one. */
    static <T> Found<T> unverified(String detail) {
        return new Found<>(
                Outcome.FAIL,
                detail + " (" + FindingCode.HANDLE_UNVERIFIED + ")",
                List.of(FindingCode.HANDLE_UNVERIFIED.found(detail)),
                null);
    }
}
