package dev.sigwatch.ingest.repo;

import static dev.sigwatch.ingest.repo.SampleRepo.FIRST_REV;
import static dev.sigwatch.ingest.repo.SampleRepo.SECOND_REV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RepoFetcherTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

    private Path folder;
    private FetcherBench bench;
    private RepoFetcher fetcher;

    @BeforeEach
    void begin(@TempDir Path fresh) throws IOException {
        folder = fresh;
        bench = new FetcherBench(folder);
        bench.settle(ANNA);
        fetcher = bench.fetcher();
    }

    @AfterEach
    void end() throws IOException {
        fetcher.close();
        bench.close();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("exports left on disk").isEmpty();
        }
    }

    @Test
    void reportsAnExportInPartsThatProveThemselves() throws Exception {
        byte[] export = SampleRepo.export(ANNA, FIRST_REV, 70, 10_000);
        bench.pds.put(ANNA, 200, export);
        long before = bench.clock.now();
        fetcher.start();
        bench.ask(ANNA);
        List<ExportPart> parts = bench.awaitSigned(1);
        assertThat(parts).hasSizeBetween(3, 5);
        assertThat(parts)
                .extracting(ExportPart::index)
                .containsExactlyElementsOf(
                        IntStream.range(0, parts.size()).boxed().toList());
        long records = 0;
        for (ExportPart part : parts) {
            assertThat(part.count()).isEqualTo(parts.size());
            assertThat(part.did()).isEqualTo(ANNA);
            assertThat(part.source())
                    .isEqualTo(bench.pds.origin() + "/xrpc/com.atproto.sync.getRepo?did="
                            + "did%3Aplc%3Aaaaaaaaaaaaaaaaaaaaaaaaa");
            assertThat(part.fetchedAt()).isBetween(before, bench.clock.now());
            assertThat(part.reason()).isEqualTo(Reason.FIRST_SEEN);
            assertThat(part.bytes()).isEqualTo(export.length);
            assertThat(part.records()).isEqualTo(210);
            assertThat(part.failure()).isEmpty();
            assertThat(part.problems()).isEmpty();
            assertThat(part.car().length).isLessThan(300_000);
            records += RecordProof.read(part.car()).records().stream()
                    .filter(record -> record.path().toString().startsWith("io.atcr.manifest/"))
                    .count();
        }
        assertThat(records).isEqualTo(70);
        assertThat(bench.observations()).extracting(IdentityObservation::did).containsExactly(ANNA);
        assertThat(fetcher.status().fetched()).isEqualTo(1);
        assertThat(fetcher.status().bytes()).isEqualTo(export.length);
    }

    @Test
    void passesOnWhatIsWrongWithAnExport() throws Exception {
        byte[] export = SampleRepo.export(ANNA, FIRST_REV, 3, 100);
        bench.pds.put(ANNA, 200, Arrays.copyOf(export, export.length / 2));
        String bert = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
        bench.settle(bert);
        bench.pds.put(bert, 200, "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8));
        fetcher.start();
        bench.ask(ANNA);
        bench.ask(bert);
        List<ExportPart> parts = bench.awaitSigned(2);
        assertThat(parts).hasSize(2).allSatisfy(part -> {
            assertThat(part.failure()).isEmpty();
            assertThat(part.problems()).extracting(ExportPart.Problem::kind).contains("CAR");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"RepoNotFound\",\"message\":\"Could not find repo\"} | RepoNotFound: Could not find repo",
                "400 | {\"error\":\"RepoTakendown\",\"message\":\"\"} | RepoTakendown",
                "403 | {\"error\":\"RepoSuspended\"} | RepoSuspended",
                "400 | {\"error\":\"RepoDeactivated\",\"message\":\"two\\nlines\"} | RepoDeactivated: two?lines",
                "400 | {\"error\":\"InvalidRequest\",\"message\":\"no\"} | HTTP 400 InvalidRequest: no",
                "404 | <html> | HTTP 404",
                "501 | {\"error\":\"a b\"} | HTTP 501"
            })
    void saysWhyTheHostGivesNoExport(int status, String body, String failure) throws Exception {
        bench.pds.error(ANNA, status, body);
        fetcher.start();
        bench.ask(ANNA);
        assertFailure(bench.awaitSigned(1), failure);
        assertThat(bench.pds.asked(ANNA)).isEqualTo(status >= 500 ? 3 : 1);
        assertThat(fetcher.status().failed()).isEqualTo(1);
        assertThat(fetcher.status().lastFailure()).endsWith(failure);
    }

    @Test
    void saysWhyThereIsNobodyToAsk() throws Exception {
        String none = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
        String homeless = "did:plc:cccccccccccccccccccccccc";
        String other = "did:plc:dddddddddddddddddddddddd";
        String silent = "did:plc:eeeeeeeeeeeeeeeeeeeeeeee";
        String inside = "did:plc:ffffffffffffffffffffffff";
        bench.documents.put(none, "");
        bench.documents.put(homeless, "{\"id\":\"" + homeless + "\"}");
        bench.documents.put(other, "{\"id\":\"" + ANNA + "\"}");
        bench.settle(inside, "https://10.0.0.1");
        fetcher.start();
        for (String did : List.of(none, homeless, other, silent, inside, "rubbish")) {
            bench.ask(did);
        }
        bench.documents.put("rubbish", "");
        List<ExportPart> parts = bench.awaitSigned(6);
        assertThat(parts).allSatisfy(part -> assertThat(part.count()).isEqualTo(1));
        assertThat(failure(parts, none)).isEqualTo("no such DID");
        assertThat(failure(parts, homeless)).isEqualTo("no PDS in the DID document");
        assertThat(failure(parts, other)).isEqualTo("the DID document is of another DID");
        assertThat(failure(parts, silent)).isEqualTo("identity: made to fail");
        assertThat(failure(parts, inside)).contains("10.0.0.1").contains("may not be reached");
        assertThat(failure(parts, "rubbish")).isEqualTo("no such DID");
        assertThat(bench.lookups.get())
                .as("three tries where there was no answer")
                .isEqualTo(8);
    }

    @Test
    void goesToNoOtherHostThanTheDocuments() throws Exception {
        bench.pds.put(ANNA, exchange -> {
            exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
            FakePds.respond(exchange, 302, new byte[0]);
        });
        fetcher.start();
        bench.ask(ANNA);
        assertThat(failure(bench.awaitSigned(1), ANNA)).contains("not followed");
        assertThat(bench.pds.asked(ANNA)).isEqualTo(1);
    }

    @Test
    void comesBackWhenItIsToldTo() throws Exception {
        byte[] export = SampleRepo.export(ANNA, FIRST_REV, 1, 10);
        bench.pds.put(ANNA, exchange -> {
            if (bench.pds.asked(ANNA) == 1) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                FakePds.respond(exchange, 429, new byte[0]);
            } else {
                FakePds.respond(exchange, 200, export);
            }
        });
        long before = bench.clock.now();
        fetcher.start();
        bench.ask(ANNA);
        List<ExportPart> parts = bench.awaitSigned(1);
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).failure()).isEmpty();
        assertThat(parts.get(0).fetchedAt() - before).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void doesNotWaitLongToReportALongWait() throws Exception {
        bench.pds.put(ANNA, exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "600");
            FakePds.respond(exchange, 429, new byte[0]);
        });
        fetcher.start();
        bench.ask(ANNA);
        assertFailure(bench.awaitSigned(1), "HTTP 429");
        assertThat(bench.pds.asked(ANNA)).isEqualTo(1);
    }

    @Test
    void tooLongAndTooSlowAreFailures() throws Exception {
        String bert = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
        bench.settle(bert);
        CountDownLatch over = new CountDownLatch(1);
        bench.pds.put(ANNA, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 2 * FetcherBench.MAX_BYTES / 10_000; i++) {
                    body.write(new byte[10_000]);
                }
            }
        });
        bench.pds.put(bert, exchange -> await(over));
        fetcher.start();
        bench.ask(ANNA);
        bench.ask(bert);
        List<ExportPart> parts = bench.awaitSigned(2);
        over.countDown();
        assertThat(failure(parts, ANNA)).contains("more than " + FetcherBench.MAX_BYTES + " bytes");
        assertThat(failure(parts, bert)).contains("timed out");
        assertThat(bench.pds.asked(bert)).isEqualTo(3);
    }

    @Test
    void waitsALittleForTheRevisionThatIsWanted() throws Exception {
        bench.pds.put(
                ANNA,
                exchange -> FakePds.respond(
                        exchange,
                        200,
                        SampleRepo.export(ANNA, bench.pds.asked(ANNA) < 3 ? FIRST_REV : SECOND_REV, 1, 10)));
        fetcher.start();
        bench.ask(ANNA, Reason.SYNC, SECOND_REV);
        assertThat(bench.awaitSigned(1)).hasSize(1);
        assertThat(bench.pds.asked(ANNA)).isEqualTo(3);
        assertThat(bench.lookups.get()).as("the identity is still fresh").isEqualTo(1);

        bench.ask(ANNA, Reason.CHAIN_BROKEN, "3zzzzzzzzzzzz");
        List<ExportPart> parts = bench.awaitSigned(2);
        assertThat(parts).as("what there is").hasSize(2);
        assertThat(bench.pds.asked(ANNA)).isEqualTo(6);
    }

    private static void assertFailure(List<ExportPart> parts, String failure) {
        assertThat(parts).hasSize(1);
        assertThat(failure(parts, ANNA)).isEqualTo(failure);
        assertThat(parts.get(0).car()).isEmpty();
    }

    private static String failure(List<ExportPart> parts, String did) {
        return parts.stream()
                .filter(part -> part.did().equals(did))
                .findFirst()
                .orElseThrow()
                .failure();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
