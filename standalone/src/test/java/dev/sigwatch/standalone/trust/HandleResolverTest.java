package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.ingest.fetch.Fetched;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.naming.CommunicationException;
import org.junit.jupiter.api.Test;

class HandleResolverTest {
    private static final Did ALICE = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final String OTHER = "did:plc:44ybard66vv44zksje25o7dz";

    private final List<URI> fetched = new ArrayList<>();
    private List<String> dns = List.of();
    private Fetched web = new Fetched.Answer(404, new byte[0], null);

    @Test
    void theDnsIsAskedFirstAndItsWordIsEnough() {
        dns = List.of("v=spf1 -all", "did=" + ALICE);
        Found<Did> found = resolve("Alice.Example.COM", false);
        assertThat(found.value()).isEqualTo(ALICE);
        assertThat(found.outcome()).isEqualTo(Outcome.PASS);
        assertThat(fetched).isEmpty();
    }

    @Test
    void twoDidsInTheDnsAreOneTooMany() {
        dns = List.of("did=" + ALICE, "did=" + OTHER);
        web = body(ALICE + "");
        Found<Did> found = resolve("alice.example.com", false);
        assertThat(found.value()).isNull();
        assertThat(found.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(found.detail()).contains(ALICE.value(), OTHER);
    }

    @Test
    void theSameDidTwiceIsOne() {
        dns = List.of("did=" + ALICE, "did=" + ALICE);
        assertThat(resolve("alice.example.com", false).value()).isEqualTo(ALICE);
    }

    @Test
    void whereTheDnsNamesNoneTheWebServerIsAsked() {
        web = body("\n " + ALICE + "\r\n");
        Found<Did> found = resolve("alice.example.com", false);
        assertThat(found.value()).isEqualTo(ALICE);
        assertThat(fetched).containsExactly(URI.create("https://alice.example.com/.well-known/atproto-did"));
    }

    @Test
    void whatIsNoDidIsFalseAndSilenceIsUnproven() {
        web = body("<html>\u0007" + "x".repeat(5_000));
        Found<Did> html = resolve("alice.example.com", false);
        assertThat(html.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(html.detail()).hasSizeLessThan(200).doesNotContain("\u0007");
        web = new Fetched.Failure(Fetched.Cause.TIMEOUT, "alice.example.com took too long");
        assertThat(resolve("alice.example.com", false).outcome()).isEqualTo(Outcome.UNPROVEN);
        web = new Fetched.Answer(404, new byte[0], null);
        assertThat(resolve("alice.example.com", false).outcome()).isEqualTo(Outcome.UNPROVEN);
    }

    @Test
    void aNameServerThatDoesNotAnswerLeavesTheWebServer() {
        web = body(ALICE.value());
        TxtLookup dead = name -> {
            throw new CommunicationException("timeout");
        };
        Found<Did> found = new HandleResolver(dead, this::fetch, false).resolve(Handle.parse("alice.example.com"));
        assertThat(found.value()).isEqualTo(ALICE);
    }

    @Test
    void namesThatNoPublicHandleHasAreForNetworksOfOnesOwn() {
        dns = List.of("did=" + ALICE);
        assertThat(resolve("alice.test", false).outcome()).isEqualTo(Outcome.UNPROVEN);
        Found<Did> local = resolve("alice.test", true);
        assertThat(local.value()).isEqualTo(ALICE);
        assertThat(local.outcome()).isEqualTo(Outcome.NOTE);
    }

    private Found<Did> resolve(String handle, boolean allowLocal) {
        return new HandleResolver(
                        name -> {
                            assertThat(name).isEqualTo("_atproto." + handle.toLowerCase(java.util.Locale.ROOT));
                            return dns;
                        },
                        this::fetch,
                        allowLocal)
                .resolve(Handle.parse(handle));
    }

    private Fetched fetch(URI uri) {
        fetched.add(uri);
        return web;
    }

    private static Fetched body(String text) {
        return new Fetched.Answer(200, text.getBytes(StandardCharsets.UTF_8), null);
    }
}
