package dev.sigwatch.ingest.repo;

import static dev.sigwatch.ingest.repo.SampleRepo.FIRST_REV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RepoFetcherRunTest {
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
    void requestsOfOneDidShareAnExport() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        byte[] export = SampleRepo.export(ANNA, FIRST_REV, 1, 10);
        bench.pds.put(ANNA, exchange -> {
            asked.countDown();
            await(go);
            FakePds.respond(exchange, 200, export);
        });
        for (int i = 0; i < 20; i++) {
            bench.ask(ANNA, i == 0 ? Reason.SYNC : Reason.PUBLISHER, "");
        }
        fetcher.start();
        await(asked);
        for (int i = 0; i < 4_000 && fetcher.status().requests() < 20; i++) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        assertThat(fetcher.status().pending()).isEqualTo(1);
        go.countDown();
        List<ExportPart> parts = bench.awaitSigned(20);
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).reason()).isEqualTo(Reason.SYNC);
    }

    @Test
    void asksOneHostForTwoAtOnceAtMost() throws Exception {
        AtomicInteger served = new AtomicInteger();
        for (char letter = 'b'; letter < 'h'; letter++) {
            String did = "did:plc:" + String.valueOf(letter).repeat(24);
            bench.settle(did);
            bench.pds.put(did, exchange -> {
                // Long enough for others to come, if they may.
                pause();
                served.incrementAndGet();
                FakePds.respond(exchange, 404, new byte[0]);
            });
            bench.ask(did);
        }
        fetcher.start();
        bench.awaitSigned(6);
        assertThat(served.get()).isEqualTo(6);
        assertThat(bench.pds.mostOpen()).isEqualTo(2);
    }

    @Test
    void whatIsNotPublishedIsNotSignedAndIsAskedAgainByTheNextRun() throws Exception {
        bench.pds.put(ANNA, 200, SampleRepo.export(ANNA, FIRST_REV, 1, 10));
        bench.failingPublications.set(1);
        fetcher.start();
        bench.ask(ANNA);
        for (int i = 0; i < 4_000 && fetcher.status().detail().isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        assertThat(fetcher.status().detail()).contains("made to fail");
        assertThat(bench.signed.get()).isZero();
        assertThat(bench.parts()).isEmpty();
        fetcher.close();

        fetcher = bench.fetcher();
        fetcher.start();
        bench.ask(ANNA);
        assertThat(bench.awaitSigned(1)).hasSize(1);
    }

    @Test
    void closingLetsGoOfADownloadAndReportsNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        bench.pds.put(ANNA, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1_000]);
            exchange.getResponseBody().flush();
            asked.countDown();
            await(over);
        });
        fetcher.start();
        bench.ask(ANNA);
        await(asked);
        fetcher.close();
        over.countDown();
        assertThat(bench.parts()).isEmpty();
        assertThat(bench.signed.get()).isZero();
    }

    @Test
    void leftoversOfAKilledRunAreDeleted() throws Exception {
        Files.write(folder.resolve("export-123.car"), new byte[10]);
        Path foreign = Files.write(folder.resolve("foreign.car"), new byte[10]);
        fetcher.start();
        assertThat(folder.resolve("export-123.car")).doesNotExist();
        assertThat(foreign).exists();
        Files.delete(foreign);
    }

    @Test
    void withoutANetworkEveryRequestIsAnsweredAtOnce() throws Exception {
        fetcher.close();
        fetcher = bench.fetcher(RepoSource.none());
        for (int i = 0; i < 5; i++) {
            bench.ask(ANNA, Reason.PUBLISHER, "");
        }
        fetcher.start();
        bench.awaitSigned(5);
        bench.ask(ANNA, Reason.CHAIN_BROKEN, FIRST_REV);
        List<ExportPart> parts = bench.awaitSigned(6);
        assertThat(parts).hasSizeGreaterThanOrEqualTo(2);
        assertThat(parts).allSatisfy(part -> assertThat(part.failure()).isEqualTo(ExportPart.NO_NETWORK));
        assertThat(bench.lookups.get()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
