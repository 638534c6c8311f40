package dev.sigwatch.ingest.identity;

import dev.sigwatch.ingest.fetch.Fetched;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;

/** The DNS over HTTPS, in the binary form that every such resolver offers (<a href="https://www.rfc-editor.org/rfc/rfc8484">RFC 8484</a>). */
public final class DohLookup implements TxtLookup {
    private static final String MESSAGE = "application/dns-message";

    private final String url;
    private final BiFunction<URI, String, Fetched> fetch;

    /**
     * @param url of the resolver, such as {@code https://dns.example.net/dns-query}
     * @param fetch does one guarded GET for a type of content
     */
    public DohLookup(URI url, BiFunction<URI, String, Fetched> fetch) {
        this.url = url.toString();
        this.fetch = fetch;
    }

    @Override
    public List<String> texts(String name) throws IOException {
        String question = Base64.getUrlEncoder().withoutPadding().encodeToString(DnsMessage.question(name));
        Fetched fetched = fetch.apply(URI.create(url + "?dns=" + question), MESSAGE);
        if (fetched instanceof Fetched.Failure failure) {
            throw new IOException(failure.reason());
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        if (!answer.ok()) {
            throw new IOException("HTTP " + answer.status() + " from " + url);
        }
        return DnsMessage.texts(answer.body(), name);
    }
}
