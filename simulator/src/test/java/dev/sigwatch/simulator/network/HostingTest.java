package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.mst.MissingNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the host hands out: the account's true state at any moment, or the wrong that was promised. */
class HostingTest {
    private static final String GET_REPO = "/xrpc/com.atproto.sync.getRepo";
    private static final long NOW = Long.MAX_VALUE;
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.bouncyCastle();

    private final SimulatedNetwork network = new SimulatedNetwork(19, Clock.systemUTC());

    @Test
    void exportIsWholeBeforeAndAfterTraffic() throws IOException {
        network.populate(3, 200);
        network.account("newcomer");
        for (SimulatedAccount account : network.accounts().subList(0, 3)) {
            assertThat(read(account, 0).entries()).hasSize(200);
        }
        network.honest(150);
        for (SimulatedAccount account : network.accounts()) {
            Opened opened = read(account, NOW);
            assertThat(opened.commit.data()).hasToString(account.dataCid());
            assertThat(opened.commit.rev()).hasToString(account.rev());
        }
    }

    @Test
    void exportIsOfThePositionAskedForAndNeverGoesBack() throws IOException {
        SimulatedAccount account = network.account("alice");
        assertThat(error(account, 0)).isEqualTo("RepoNotFound");
        SentFrame manifest = network.push(account, "app", "v1").get(0);
        SimulatedAccount other = network.account("bob");
        network.push(other, "app", "v1");

        assertThat(read(account, manifest.position()).commit.rev()).hasToString(manifest.rev());
        assertThat(read(account, manifest.position() + 1).commit.rev()).hasToString(account.rev());
        assertThat(read(account, manifest.position()).commit.rev()).hasToString(account.rev());
        assertThat(error(other, manifest.position())).isEqualTo("RepoNotFound");
        assertThat(network.hosting().exports(account.did())).isEqualTo(3);
    }

    @Test
    void exportContainsWhatTheRelayWithheld() throws IOException {
        SimulatedAccount account = network.account("alice");
        network.post(account);
        SentFrame sync = network.misbehave(Misbehaviour.RECORD_VANISHES, account);
        Opened before = read(account, sync.position() - 2);
        Opened after = read(account, sync.position());
        assertThat(before.entries().keySet()).anyMatch(path -> path.startsWith(Records.TAG));
        assertThat(after.entries().keySet()).noneMatch(path -> path.startsWith(Records.TAG));
        network.misbehave(Misbehaviour.RECORD_CHANGES, account);
        assertThat(read(account, NOW).commit.rev()).hasToString(account.rev());
    }

    @Test
    void errorsAreTheRealOnes() throws IOException {
        SimulatedAccount account = network.account("alice");
        network.post(account);
        network.deactivate(account);
        assertThat(error(account, NOW)).isEqualTo("RepoDeactivated");
        network.reactivate(account);
        assertThat(read(account, NOW).commit.did()).isEqualTo(account.did());
        network.delete(account);
        assertThat(error(account, NOW)).isEqualTo("RepoNotFound");
    }

    @Test
    void answersLatestCommitAndRecordProof() throws IOException {
        network.populate(1, 300);
        SimulatedAccount account = network.accounts().get(0);
        SentFrame post = network.post(account);
        JsonNode latest = new ObjectMapper()
                .readTree(body(network.hosting().get("/xrpc/com.atproto.sync.getLatestCommit", query(account), NOW)));
        assertThat(latest.path("rev").asText()).isEqualTo(post.rev());

        Map<String, String> query = new TreeMap<>(query(account));
        String path = OpenedCommit.of(post).event().ops().get(0).path().toString();
        query.put("collection", path.substring(0, path.indexOf('/')));
        query.put("rkey", path.substring(path.indexOf('/') + 1));
        Car proof = Car.read(body(network.hosting().get("/xrpc/com.atproto.sync.getRecord", query, NOW)));
        assertThat(proof.roots()).hasToString("[" + latest.path("cid").asText() + "]");
        Mst partial =
                Mst.load(Cid.parse(account.dataCid()), cid -> proof.block(cid).orElse(null));
        assertThat(proof.cids()).contains(partial.get(path).orElseThrow());
        assertThat(proof.blockCount()).isLessThan(20);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "EXPORT_GARBAGE",
                "EXPORT_OTHER_DID",
                "EXPORT_WRONG_KEY",
                "EXPORT_WRONG_HASH",
                "EXPORT_LACKS_NODE",
                "EXPORT_LACKS_RECORD",
                "EXPORT_ROLLED_BACK"
            })
    void badExportsAreBadInTheWayTheySay(Misbehaviour misbehaviour) throws IOException {
        network.misbehave(misbehaviour);
        SimulatedAccount account = network.accounts().get(0);
        byte[] body = body(network.hosting().get(GET_REPO, query(account), NOW));
        if (misbehaviour == Misbehaviour.EXPORT_GARBAGE) {
            assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("<html>");
            return;
        }
        Car car = Car.read(body);
        Opened opened = Opened.of(car);
        boolean verifies = VERIFIER.verify(account.publicKey(), opened.commit.digest(), opened.commit.signature());
        boolean isCurrent = opened.commit.rev().value().equals(account.rev());
        boolean isHonest = verifies && isCurrent && car.hashMismatches().isEmpty();
        boolean isAsPromised =
                switch (misbehaviour) {
                    case EXPORT_OTHER_DID -> !verifies && !opened.commit.did().equals(account.did());
                    case EXPORT_WRONG_KEY ->
                        !verifies && isCurrent && opened.commit.did().equals(account.did());
                    case EXPORT_WRONG_HASH ->
                        verifies && isCurrent && car.hashMismatches().size() == 1;
                    case EXPORT_LACKS_NODE -> isHonest && !opened.isTreeComplete();
                    case EXPORT_LACKS_RECORD ->
                        isHonest
                                && opened.isTreeComplete()
                                && opened.missingRecords().equals(List.of(Records.MANIFEST));
                    case EXPORT_ROLLED_BACK ->
                        verifies
                                && opened.isTreeComplete()
                                && opened.commit.rev().value().compareTo(account.rev()) < 0;
                    default -> throw new IllegalStateException("no check of " + misbehaviour);
                };
        assertThat(isAsPromised).as(misbehaviour.sentence()).isTrue();
        assertThat(misbehaviour.expectedOfExport().isSome()).isTrue();
    }

    @Test
    void hostRecoversFromBeingBusy() throws IOException {
        network.misbehave(Misbehaviour.EXPORT_429);
        SimulatedAccount account = network.accounts().get(0);
        HostAnswer busy = network.hosting().get(GET_REPO, query(account), NOW);
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.retryAfter()).isEqualTo(1);
        assertThat(network.hosting().get(GET_REPO, query(account), NOW).status())
                .isEqualTo(429);
        assertThat(read(account, NOW).entries()).hasSizeGreaterThan(50);
    }

    private Opened read(SimulatedAccount account, long position) throws IOException {
        HostAnswer answer = network.hosting().get(GET_REPO, query(account), position);
        assertThat(answer.status()).isEqualTo(200);
        Car car = Car.read(body(answer));
        Opened opened = Opened.of(car);
        assertThat(car.hashMismatches()).isEmpty();
        assertThat(car.cids().iterator().next()).isEqualTo(car.roots().get(0));
        assertThat(opened.missingRecords()).isEmpty();
        assertThat(Mst.of(new TreeMap<>(opened.entries())).root()).isEqualTo(opened.commit.data());
        assertThat(VERIFIER.verify(account.publicKey(), opened.commit.digest(), opened.commit.signature()))
                .isTrue();
        return opened;
    }

    private String error(SimulatedAccount account, long position) throws IOException {
        HostAnswer answer = network.hosting().get(GET_REPO, query(account), position);
        assertThat(answer.status()).isEqualTo(400);
        return new ObjectMapper().readTree(body(answer)).path("error").asText();
    }

    private static Map<String, String> query(SimulatedAccount account) {
        return Map.of("did", account.did().value());
    }

    private static byte[] body(HostAnswer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.body().writeTo(out);
        return out.toByteArray();
    }

    /** An export taken apart by the library's own readers. */
    private record Opened(Car car, Commit commit) {
        static Opened of(Car car) {
            Slice block = car.block(car.roots().get(0)).orElseThrow();
            CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
            assertThat(reading.problems()).isEmpty();
            return new Opened(car, Objects.requireNonNull(reading.commit()));
        }

        Map<String, Cid> entries() {
            return Mst.load(commit.data(), cid -> car.block(cid).orElse(null)).entries();
        }

        boolean isTreeComplete() {
            try {
                return !entries().isEmpty();
            } catch (MissingNodeException | MalformedException e) {
                return false;
            }
        }

        /** The collections of records that are not there. */
        List<String> missingRecords() {
            return entries().entrySet().stream()
                    .filter(entry -> car.block(entry.getValue()).isEmpty())
                    .map(entry -> entry.getKey().substring(0, entry.getKey().indexOf('/')))
                    .toList();
        }
    }
}
