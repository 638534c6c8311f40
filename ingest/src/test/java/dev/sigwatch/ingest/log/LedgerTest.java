package dev.sigwatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.ingest.scope.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String HOST = "relay.example.com";
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String BERT = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
    private static final long NOON = 1_800_000_000_000_000L;

    private final Ledger publishers = new Ledger(Scope.PUBLISHERS, Recovered.nothing());

    @Test
    void filtersStrangersAndCountsThem() {
        assertThat(admit(publishers, 1, ANNA, "post")).isNull();
        StreamCounts counts = publishers.drain().counts().get(0);
        assertThat(counts.received()).isEqualTo(1);
        assertThat(counts.forwarded()).isZero();
        assertThat(counts.filtered()).isEqualTo(Map.of("not-publisher", 1L));
        assertThat(counts.lastSeq()).isEqualTo(1);
    }

    @Test
    void aFrameThatTouchesAtcrMakesItsDidAPublisher() {
        assertThat(admit(publishers, 1, ANNA, "post")).isNull();
        Frame first = admit(publishers, 2, ANNA, "atcr");
        assertThat(first).extracting(Frame::inScope).isEqualTo(true);
        Frame next = admit(publishers, 3, ANNA, "post");
        assertThat(next).extracting(Frame::inScope).isEqualTo(true);
        assertThat(publishers.drain().publishers()).containsOnlyKeys(ANNA);
        assertThat(publishers.drain().publishers()).as("said once").isEmpty();
    }

    @Test
    void aNewPublishersRepositoryIsRequestedOnce() {
        admit(publishers, 1, ANNA, "atcr");
        publishers.learn(List.of(BERT, "rubbish", ANNA), NOON + 5);
        assertThat(publishers.drain().requests())
                .containsExactly(
                        new RepoRequest(ANNA, RepoRequest.Reason.PUBLISHER, NOON, ""),
                        new RepoRequest(BERT, RepoRequest.Reason.PUBLISHER, NOON + 5, ""));
        admit(publishers, 2, ANNA, "atcr");
        assertThat(publishers.drain().requests()).isEmpty();
        Ledger restarted = new Ledger(Scope.ALL, new Recovered(Map.of(), Set.of(ANNA), Map.of()));
        admit(restarted, 3, ANNA, "atcr");
        restarted.learn(List.of(ANNA), NOON);
        assertThat(restarted.drain().requests()).isEmpty();
    }

    @Test
    void textThatIsNoDidIsForwardedButNotRemembered() {
        assertThat(admit(publishers, 1, "did:x", "atcr")).isNotNull();
        assertThat(publishers.drain().publishers()).isEmpty();
    }

    @Test
    void scopeAllForwardsEveryoneAndSaysWhoIsInScope() {
        Ledger all = new Ledger(Scope.ALL, new Recovered(Map.of(), Set.of(ANNA), Map.of()));
        Frame known = admit(all, 1, ANNA, "post");
        Frame other = admit(all, 2, BERT, "post");
        assertThat(known).extracting(Frame::inScope).isEqualTo(true);
        assertThat(other).extracting(Frame::inScope).isEqualTo(false);
    }

    @Test
    void framesWithoutADidAreForwarded() {
        assertThat(admit(publishers, "unreadable".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isNotNull();
        assertThat(admit(publishers, "info OutdatedCursor".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isNotNull();
    }

    @Test
    void anIdenticalRepeatIsFilteredAndADifferentOneIsNot() {
        assertThat(admit(publishers, 5, ANNA, "atcr one")).isNotNull();
        assertThat(admit(publishers, 5, ANNA, "atcr one")).isNull();
        assertThat(admit(publishers, 5, ANNA, "atcr two")).isNotNull();
        assertThat(publishers.drain().counts().get(0).filtered()).isEqualTo(Map.of("duplicate", 1L));
    }

    @Test
    void aRepeatOnOneConnectionIsForTheAuditorToJudge() {
        byte[] bytes = Routes.frame(5, ANNA, "atcr");
        assertThat(admit(publishers, arrival(bytes, 4, NOON))).isNotNull();
        assertThat(admit(publishers, arrival(bytes, 5, NOON))).isNotNull();
        assertThat(admit(publishers, arrival(bytes, -1, NOON))).isNull();
    }

    @Test
    void aRepeatIsKnownAcrossARestart() {
        admit(publishers, 5, ANNA, "atcr one");
        Changes changes = publishers.drain();
        Ledger restarted = new Ledger(Scope.PUBLISHERS, new Recovered(Map.of(), Set.of(ANNA), changes.forwarded()));
        assertThat(admit(restarted, 5, ANNA, "atcr one")).isNull();
        assertThat(admit(restarted, 6, ANNA, "post")).isNotNull();
    }

    @Test
    void countsAreKeptByMinuteOfArrival() {
        admit(publishers, arrival(Routes.frame(1, ANNA, "post"), -1, NOON));
        admit(publishers, arrival(Routes.frame(2, ANNA, "post"), 1, NOON + 60_000_000));
        List<StreamCounts> counts = publishers.drain().counts();
        assertThat(counts).extracting(StreamCounts::minute).containsExactly(NOON, NOON + 60_000_000);
        assertThat(counts).allSatisfy(c -> assertThat(c.received()).isEqualTo(1));
    }

    @Test
    void gapsLagAndReconnectsAreCounted() {
        publishers.reconnected(HOST, NOON);
        admit(publishers, arrival(Routes.frame(10, ANNA, "post"), -1, NOON));
        admit(publishers, arrival(Routes.frame(11, ANNA, "post"), 10, NOON));
        admit(publishers, arrival(Routes.frame(15, ANNA, "post"), 11, NOON));
        StreamCounts counts = publishers.drain().counts().get(0);
        assertThat(counts.reconnects()).isEqualTo(1);
        assertThat(counts.seqGaps()).isEqualTo(1);
        assertThat(counts.lagMicros()).isEqualTo(NOON - 15_000_000);
    }

    @Test
    void cursorsMoveWithFilteredFramesToo() {
        admit(publishers, 7, ANNA, "post");
        Changes changes = publishers.drain();
        assertThat(changes.cursors()).isEqualTo(Map.of(HOST, 7L));
        assertThat(publishers.drain().isEmpty()).isTrue();
    }

    @Test
    void memoryOfHostsIsBounded() {
        Ledger all = new Ledger(Scope.ALL, Recovered.nothing());
        for (int i = 0; i < Ledger.MAX_HOSTS + 5; i++) {
            byte[] bytes = Routes.frame(1, ANNA, "post");
            all.admit(new Arrival("replay", "host" + i, Routes.peek(bytes), -1, i, NOON, bytes, false));
        }
        assertThat(all.drain().forwarded()).hasSize(Ledger.MAX_HOSTS);
    }

    private static @Nullable Frame admit(Ledger ledger, long seq, String did, String rest) {
        return admit(ledger, Routes.frame(seq, did, rest));
    }

    private static @Nullable Frame admit(Ledger ledger, byte[] bytes) {
        return admit(ledger, arrival(bytes, -1, NOON));
    }

    private static @Nullable Frame admit(Ledger ledger, Arrival arrival) {
        return ledger.admit(arrival);
    }

    private static Arrival arrival(byte[] bytes, long previous, long at) {
        long seq = Routes.peek(bytes).seq();
        return new Arrival(HOST, HOST, Routes.peek(bytes), previous, seq, at, bytes, false);
    }
}
