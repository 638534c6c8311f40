package dev.sigwatch.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.audit.stream.HandleAnswer;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandlesTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String BERT = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";

    private final Map<String, List<String>> txt = new ConcurrentHashMap<>();
    private final Map<String, Fetched> web = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<IdentityObservation> observations = new ArrayList<>();
    private final Handles handles;

    HandlesTest() {
        Backoff tries = new Backoff(Duration.ofMillis(2), Duration.ofMillis(4));
        HandleLimits limits = new HandleLimits(
                new DeskSettings(100, 100, Duration.ofMinutes(5), 0, 2, tries, 1, tries), Double.POSITIVE_INFINITY);
        HandleResolver resolver = new HandleResolver(this::texts, this::fetch, "gone.example.org"::equals, false);
        handles = new Handles(
                resolver, limits, new Memory(), new MicrosClock(Clock.systemUTC()), new SplittableRandom(1));
    }

    @AfterEach
    void end() {
        handles.close();
    }

    @Test
    void theDnsIsAskedFirst() throws Exception {
        gate.countDown();
        txt.put("_atproto.anna.example.org", List.of("unrelated", "did=" + ANNA, "did=" + ANNA, "did=rubbish"));
        assertThat(answer("Anna.Example.org")).isEqualTo(new HandleAnswer("anna.example.org", List.of(ANNA), "", ""));
        assertThat(observations.get(0).source()).isEqualTo("dns:_atproto.anna.example.org");
        assertThat(observations.get(0).kind()).isEqualTo(Kind.HANDLE);
    }

    @Test
    void thenTheWebServer() throws Exception {
        gate.countDown();
        txt.put("_atproto.anna.example.org", List.of());
        web("anna.example.org", new Fetched.Answer(200, (" " + ANNA + "\n").getBytes(StandardCharsets.UTF_8), null));
        assertThat(answer("anna.example.org")).isEqualTo(new HandleAnswer("anna.example.org", List.of(), ANNA, ""));
        assertThat(observations.get(0).source()).isEqualTo("https://anna.example.org/.well-known/atproto-did");
    }

    @Test
    void severalInTheDnsAreToldAll() throws Exception {
        gate.countDown();
        txt.put("_atproto.two.example.org", List.of("did=" + ANNA, "did=" + BERT));
        HandleAnswer answer = answer("two.example.org");
        assertThat(answer.dns()).containsExactly(ANNA, BERT);
        assertThat(answer.names(ANNA)).isFalse();
    }

    @Test
    void whoNamesNobodySaysSoAndWhoCannotBeAskedIsAFailure() throws Exception {
        gate.countDown();
        web("none.example.org", new Fetched.Answer(404, new byte[0], null));
        assertThat(answer("none.example.org")).isEqualTo(new HandleAnswer("none.example.org", List.of(), "", ""));
        web("gone.example.org", new Fetched.Failure(Fetched.Cause.NO_ADDRESS, "no address"));
        assertThat(answer("gone.example.org").failure()).isEmpty();
        web("slow.example.org", new Fetched.Failure(Fetched.Cause.TIMEOUT, "slow.example.org took too long"));
        assertThat(answer("slow.example.org").failure()).contains("slow.example.org took too long");
        assertThat(asked.get()).as("a failure is tried twice").isEqualTo(4);
    }

    @Test
    void bannedNamesAreNotAsked() throws Exception {
        gate.countDown();
        assertThat(answer("anna.test").failure()).isNotEmpty();
        assertThat(answer("anna.internal").failure()).isNotEmpty();
        assertThat(asked.get()).isZero();
    }

    @Test
    void whoClaimTheSameHandleShareItsLookup() throws Exception {
        txt.put("_atproto.anna.example.org", List.of("did=" + ANNA));
        handles.start();
        handles.documented(document(ANNA, "anna.example.org"));
        handles.documented(document(BERT, "anna.example.org"));
        for (int i = 0; i < 40; i++) {
            handles.documented(document(ANNA, "anna.example.org"));
        }
        await(handles.status().requests() >= 42 ? 0 : -1);
        gate.countDown();
        await(1);
        assertThat(asked.get()).as("in five minutes").isEqualTo(1);
        assertThat(observations)
                .extracting(IdentityObservation::did)
                .contains(ANNA)
                .doesNotHaveDuplicates();
    }

    private HandleAnswer answer(String handle) throws Exception {
        int before = count();
        if (before == 0) {
            handles.start();
        }
        handles.documented(document(ANNA, handle));
        await(before + 1);
        synchronized (observations) {
            return new ObjectMapper().readValue(observations.get(before).body(), HandleAnswer.class);
        }
    }

    /** Waits for observations, or with -1 for all claims to have arrived. */
    private void await(int wanted) throws InterruptedException {
        for (int i = 0; i < 4_000 && (wanted < 0 ? handles.status().requests() < 42 : count() < wanted); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(count()).isGreaterThanOrEqualTo(Math.max(0, wanted));
    }

    private int count() {
        synchronized (observations) {
            return observations.size();
        }
    }

    private static IdentityObservation document(String did, String handle) {
        String json = "{\"id\":\"" + did + "\",\"alsoKnownAs\":[\"https://x\",\"at://not a handle\",\"at://" + handle
                + "\",\"at://second.example.org\"]}";
        return new IdentityObservation(did, Kind.DID_DOCUMENT, "plc", 1, json.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> texts(String name) throws IOException {
        asked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        List<String> texts = txt.get(name);
        if (texts == null) {
            throw new IOException("the DNS gives no answer");
        }
        return texts;
    }

    private void web(String host, Fetched answer) {
        web.put("https://" + host + "/.well-known/atproto-did", answer);
    }

    private Fetched fetch(URI uri) {
        return web.getOrDefault(
                uri.toString(), new Fetched.Failure(Fetched.Cause.BROKEN, uri.getHost() + ": connection refused"));
    }

    private final class Memory implements ObservationLog {
        @Override
        public void publish(List<IdentityObservation> published) {
            synchronized (observations) {
                observations.addAll(published);
            }
        }

        @Override
        public void close() {}
    }
}
