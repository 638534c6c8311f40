package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.RecordJson;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.DecodedFrame;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.bouncyCastle();

    private final SimulatedNetwork network = new SimulatedNetwork(7, CLOCK);

    @Test
    void sameSeedGivesSameBytesAndAnotherSeedDoesNot() {
        assertThat(bytes(busy(3))).isEqualTo(bytes(busy(3)));
        assertThat(bytes(busy(3))).isNotEqualTo(bytes(busy(4)));
    }

    @Test
    void honestCommitsVerifyChainAndCarryTheirTreesProof() {
        network.populate(4, 60);
        network.account("newcomer");
        Map<String, Map<String, Cid>> entries = new HashMap<>();
        Map<String, String> revs = new HashMap<>();
        for (SimulatedAccount account : network.accounts()) {
            entries.put(
                    account.did().value(),
                    new TreeMap<>(account.repository().tree().entries()));
            revs.put(account.did().value(), account.rev());
        }
        int before = network.log().size();
        network.honest(400);
        List<SentFrame> sent = network.log().after(before, 1_000);
        assertThat(sent).hasSize(400);
        for (SentFrame frame : sent) {
            Map<String, Cid> records = Objects.requireNonNull(entries.get(frame.did()));
            Opened opened = Opened.of(frame);
            Mst previous = Mst.of(new TreeMap<>(records));
            opened.event.ops().forEach(op -> apply(op, records, opened.car));
            Mst rebuilt = Mst.of(new TreeMap<>(records));

            assertThat(opened.commit.data()).isEqualTo(rebuilt.root());
            assertThat(VERIFIER.verify(key(frame), opened.commit.digest(), opened.commit.signature()))
                    .isTrue();
            assertThat(opened.commit.did()).isEqualTo(opened.event.repo());
            assertThat(opened.commit.rev()).isEqualTo(opened.event.rev());
            String last = revs.put(frame.did(), frame.rev());
            assertThat(opened.event.since() == null ? "" : opened.event.since().value())
                    .isEqualTo(last);
            assertThat(opened.event.prevData()).isEqualTo(opened.event.since() == null ? null : previous.root());
            assertThat(frame.rev()).isGreaterThan(Objects.requireNonNull(last));
            Map<Cid, byte[]> fresh = new HashMap<>(rebuilt.nodes());
            fresh.keySet().removeAll(previous.nodes().keySet());
            assertThat(opened.car.cids()).containsAll(fresh.keySet());
        }
        System.out.println("honest commits rebuilt and verified: " + sent.size());
    }

    @Test
    void accountsUseBothCurves() {
        network.populate(6, 1);
        assertThat(network.accounts())
                .extracting(account -> account.publicKey().curve())
                .contains(Curve.K256, Curve.P256);
    }

    @Test
    void pushedImageIsNamedByItsBytes() {
        SimulatedAccount account = network.account("alice");
        List<SentFrame> pushed = network.push(account, "team/app", "v1");

        Opened manifest = Opened.of(pushed.get(0));
        Opened tag = Opened.of(pushed.get(1));
        RepoOperation op = manifest.event.ops().get(0);
        assertThat(op.path().collection().value()).isEqualTo("io.atcr.manifest");
        JsonNode record = RecordJson.read(
                manifest.block(op).buf(),
                manifest.block(op).offset(),
                manifest.block(op).length());
        String hex = op.path().rkey().value();
        assertThat(record.path("digest").asText()).isEqualTo("sha256:" + hex);
        assertThat(Cid.parse(record.at("/manifestBlob/ref/$link").asText()).digest())
                .asHexString()
                .isEqualToIgnoringCase(hex);
        assertThat(tag.event.ops().get(0).path()).hasToString("io.atcr.tag/team~app_v1");
        assertThat(manifest.event.since()).isNull();
        assertThat(manifest.event.prevData()).isNull();
        assertThat(network.index().list("io.atcr.manifest", "", 10))
                .containsExactly(account.did().value());
    }

    @Test
    void rotationChangesTheKeyOfLaterCommitsOnly() {
        SimulatedAccount account = network.account("alice");
        PublicKey oldKey = account.publicKey();
        Opened before = Opened.of(network.post(account));
        SentFrame announced = network.rotateKey(account);
        Opened after = Opened.of(network.post(account));

        assertThat(FrameDecoder.decode(announced.bytes()).event()).isInstanceOf(RepoEvent.Identity.class);
        assertThat(account.publicKey()).isNotEqualTo(oldKey);
        assertThat(VERIFIER.verify(oldKey, before.commit.digest(), before.commit.signature()))
                .isTrue();
        assertThat(VERIFIER.verify(oldKey, after.commit.digest(), after.commit.signature()))
                .isFalse();
        assertThat(VERIFIER.verify(account.publicKey(), after.commit.digest(), after.commit.signature()))
                .isTrue();
    }

    @Test
    void noticesSayWhatHappened() {
        SimulatedAccount account = network.account("alice");
        network.post(account);
        assertThat(FrameDecoder.decode(network.deactivate(account).bytes()).event())
                .isEqualTo(new RepoEvent.Account(account.did(), false, "deactivated"));
        RepoEvent.Sync sync = (RepoEvent.Sync) Objects.requireNonNull(
                FrameDecoder.decode(network.reactivate(account).get(1).bytes()).event());
        assertThat(sync.rev().value()).isEqualTo(account.rev());
        assertThat(FrameDecoder.decode(network.delete(account).bytes()).event())
                .isEqualTo(new RepoEvent.Account(account.did(), false, "deleted"));
    }

    @Test
    void untaggingDeletesTheTagsRecord() {
        SimulatedAccount account = network.account("alice");
        network.push(account, "app", "v1");
        Opened untagged = Opened.of(network.publishing().untag(account, "app", "v1"));
        assertThat(untagged.event.ops().get(0).action()).isEqualTo(RepoOperation.Action.DELETE);
        assertThat(untagged.event.ops().get(0).prev()).isNotNull();
    }

    private static SimulatedNetwork busy(long seed) {
        SimulatedNetwork network = new SimulatedNetwork(seed, CLOCK);
        network.populate(3, 20);
        network.honest(50);
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            network.misbehave(misbehaviour);
        }
        network.rotateKey(network.accounts().get(0));
        network.honest(20);
        return network;
    }

    private static List<String> bytes(SimulatedNetwork network) {
        return network.log().after(0, Integer.MAX_VALUE).stream()
                .map(sent -> sent.position() + " " + sent.delivery() + " " + Cid.ofRaw(sent.bytes()))
                .toList();
    }

    private static void apply(RepoOperation op, Map<String, Cid> records, Car car) {
        String path = op.path().toString();
        Cid old = op.cid() == null ? records.remove(path) : records.put(path, op.cid());
        assertThat(op.prev()).isEqualTo(old);
        assertThat(op.action() == RepoOperation.Action.CREATE).isEqualTo(old == null);
        if (op.cid() != null) {
            assertThat(car.cids()).contains(op.cid());
        }
    }

    private PublicKey key(SentFrame frame) {
        return network.accounts().stream()
                .filter(account -> account.did().value().equals(frame.did()))
                .findFirst()
                .orElseThrow()
                .publicKey();
    }

    /** A commit's frame taken apart by the library's own readers. */
    private record Opened(RepoEvent.Commit event, Car car, Commit commit) {
        static Opened of(SentFrame frame) {
            DecodedFrame decoded = FrameDecoder.decode(frame.bytes());
            assertThat(decoded.problems()).isEmpty();
            assertThat(decoded.seq()).isEqualTo(frame.seq()).isEqualTo(frame.position());
            assertThat(decoded.did()).isEqualTo(frame.did());
            assertThat(decoded.rev()).isEqualTo(frame.rev());
            RepoEvent.Commit event = (RepoEvent.Commit) Objects.requireNonNull(decoded.event());
            Car car = Car.read(
                    event.blocks().buf(),
                    event.blocks().offset(),
                    event.blocks().length());
            assertThat(car.hashMismatches()).isEmpty();
            assertThat(car.roots()).containsExactly(event.commit());
            Slice block = car.block(event.commit()).orElseThrow();
            CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
            assertThat(reading.problems()).isEmpty();
            return new Opened(event, car, Objects.requireNonNull(reading.commit()));
        }

        Slice block(RepoOperation op) {
            return car.block(Objects.requireNonNull(op.cid())).orElseThrow();
        }
    }
}
