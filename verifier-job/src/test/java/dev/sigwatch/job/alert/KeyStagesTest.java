package dev.sigwatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.Publisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has which key, who has the same, and who edited what. */
class KeyStagesTest {
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable harness : opened) {
            harness.close();
        }
    }

    @Test
    void anAccountClaimsItsNewestKeyAndGivesUpTheOneBefore() throws Exception {
        var claims = harness(new KeyClaims(), JudgedIdentity::did);
        claims.open();
        process(claims, identity("did:plc:a", operation("one", "did:key:1", "https://x", false)));
        process(claims, identity("did:plc:a", operation("two", "did:key:1", "https://x", false)));
        process(
                claims,
                identity(
                        "did:plc:a",
                        operation("two", "did:key:1", "https://x", true),
                        operation("three", "did:key:2", "https://y", false)));
        process(claims, identity("did:plc:a", operation("end", "", "", false)));

        assertThat(claims.extractOutputValues())
                .extracting(claim -> claim.key() + " " + claim.pds() + (claim.isGone() ? " given up" : ""))
                .containsExactly(
                        "did:key:1 https://x",
                        "did:key:1 https://x given up",
                        "did:key:2 https://y",
                        "did:key:2 https://y given up");
        assertThat(claims.numKeyedStateEntries()).isZero();
    }

    /** An operator of this uid once kept what had been told. */
    @Test
    void theStateOfAnEarlierVersionIsForgottenNotRefused() throws Exception {
        var earlier = harness(new EarlierVersion(), JudgedIdentity::did);
        earlier.open();
        process(earlier, identity("did:plc:a"));
        var claims = harness(new KeyClaims(), JudgedIdentity::did);
        claims.setup();
        claims.initializeState(earlier.snapshot(1, 1));
        claims.open();

        assertThat(claims.numKeyedStateEntries()).isEqualTo(1);
        process(claims, identity("did:plc:a"));
        assertThat(claims.numKeyedStateEntries()).isZero();
    }

    private static final class EarlierVersion extends KeyedProcessFunction<String, JudgedIdentity, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(JudgedIdentity identity, Context context, Collector<String> out) throws Exception {
            getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.LONG))
                    .put("bafyone", Publisher.START);
        }
    }

    @Test
    void whatSharesAKeyIsSignalledAlsoAfterARestart() throws Exception {
        var owners = harness(new SharedKeySignals(), KeyOwners.Claim::key);
        owners.open();
        process(owners, claim("did:plc:a", "https://x", false));
        process(owners, claim("did:plc:a", "https://x", false));
        assertThat(owners.extractOutputValues()).isEmpty();

        var restarted = harness(new SharedKeySignals(), KeyOwners.Claim::key);
        restarted.setup();
        restarted.initializeState(owners.snapshot(1, 1));
        restarted.open();
        process(restarted, claim("did:plc:b", "https://y", false));
        process(restarted, claim("did:plc:b", "https://y", false));

        assertThat(restarted.extractOutputValues())
                .containsExactly(
                        new Signal.OfSharedKey(
                                "did:plc:b",
                                "did:key:1",
                                "https://y",
                                List.of("did:plc:a at https://x"),
                                Publisher.START),
                        new Signal.OfSharedKey(
                                "did:plc:a",
                                "did:key:1",
                                "https://x",
                                List.of("did:plc:b at https://y"),
                                Publisher.START));
        process(restarted, claim("did:plc:a", "https://x", true));
        process(restarted, claim("did:plc:b", "https://y", true));
        assertThat(restarted.numKeyedStateEntries()).isZero();
    }

    @Test
    void accountsOfOneServerOrOneOwnerMayShareAKey() throws Exception {
        var owners = harness(new SharedKeySignals(), KeyOwners.Claim::key);
        owners.open();
        for (int i = 0; i < 200; i++) {
            process(owners, claim("did:plc:" + i, "https://x", false));
        }
        assertThat(owners.extractOutputValues()).isEmpty();

        process(owners, owned("did:plc:0"));
        process(owners, owned("did:plc:too"));

        assertThat(owners.extractOutputValues())
                .hasSize(2 * KeyOwners.MAX_HOLDERS)
                .extracting(it -> (Signal.OfSharedKey) it)
                .filteredOn(it -> it.pds().equals("https://y"))
                .hasSize(2)
                .allSatisfy(signal -> assertThat(signal.others())
                        .hasSize(KeyOwners.MAX_HOLDERS - 1)
                        .noneMatch(it -> it.contains("//y")));
    }

    private static KeyOwners.Claim owned(String did) {
        return new KeyOwners.Claim("did:key:1", did, "https://y", List.of("did:key:own"), false, Publisher.START);
    }

    @Test
    void anEditIsToldOnceWithWhatChangedAndAPublicationIsNone() throws Exception {
        var changes = harness(new PolicyChanges(), text -> text.kind().wireName());
        changes.open();
        process(changes, watchlist("watch:\n  - did: did:plc:a\n", 1));
        process(changes, watchlist("watch:\n  - did: did:plc:a\n", 2));
        assertThat(changes.extractOutputValues()).isEmpty();

        process(changes, watchlist("watch:\n  - did: did:plc:b\n", 3));

        assertThat(changes.extractOutputValues()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo(Rule.S6);
            assertThat(alert.object()).isEqualTo("watchlist");
            assertThat(alert.story())
                    .extracting(Alert.StoryLine::text)
                    .containsExactly("-   - did: did:plc:a", "+   - did: did:plc:b");
        });
    }

    @Test
    void anEntryThatExpiresIsToldOncePerStepAlsoAfterARestart() throws Exception {
        long day = 24 * 3_600_000L;
        long start = Instant.parse("2027-06-20T00:00:00Z").toEpochMilli();
        PolicyText text = watchlist("watch:\n  - did: did:plc:a\n    expires: 2027-06-30\n", 1);
        var changes = harness(new PolicyChanges(), it -> it.kind().wireName());
        changes.open();
        changes.setProcessingTime(start);
        process(changes, text);
        process(changes, text);
        changes.setProcessingTime(start + day);
        assertThat(changes.extractOutputValues()).extracting(Alert::version).containsExactly(1);
        assertThat(changes.numProcessingTimeTimers()).isEqualTo(1);

        var restarted = harness(new PolicyChanges(), it -> it.kind().wireName());
        restarted.setup();
        restarted.initializeState(changes.snapshot(1, 1));
        restarted.setProcessingTime(start + day);
        restarted.open();
        process(restarted, text);
        restarted.setProcessingTime(start + 4 * day);
        restarted.setProcessingTime(start + 11 * day);

        assertThat(restarted.extractOutputValues())
                .allMatch(alert -> alert.rule() == Rule.K12)
                .extracting(Alert::version)
                .containsExactly(2, 4);
        assertThat(restarted.extractOutputValues())
                .extracting(Alert::id)
                .containsOnly(changes.extractOutputValues().get(0).id());
    }

    @Test
    void anAccountWhoseTrustExpiresIsToldOfToo() throws Exception {
        String did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
        String policy = """
                version: 1.0
                trustedDIDs:
                  %s:
                    name: Alice
                    expiresAt: "2027-06-30T00:00:00Z"
                policies:
                  - name: production
                    scope: "atcr.io/*/prod-*"
                    require:
                      signature: true
                      trustedDIDs:
                        - %s
                    action: enforce
                """.formatted(did, did);
        var changes = harness(new PolicyChanges(), it -> it.kind().wireName());
        changes.open();
        changes.setProcessingTime(Instant.parse("2027-06-29T12:00:00Z").toEpochMilli());
        process(changes, new PolicyText(PolicyText.Kind.TRUST, policy, "trust.yaml", 1));
        assertThat(changes.extractOutputValues()).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo(Rule.K12);
            assertThat(alert.sentence()).contains(did);
        });
    }

    private static PolicyText watchlist(String text, long at) {
        return new PolicyText(PolicyText.Kind.WATCHLIST, text, "w.yaml", at);
    }

    private static KeyOwners.Claim claim(String did, String pds, boolean isGone) {
        return new KeyOwners.Claim("did:key:1", did, pds, List.of("did:key:of" + did), isGone, Publisher.START);
    }

    private static JudgedIdentity identity(String did, JudgedOperation... operations) {
        return new JudgedIdentity(
                did,
                "plc-op",
                "https://plc.test",
                Publisher.START,
                false,
                List.of(operations),
                List.of(),
                "",
                false,
                null,
                new byte[0],
                new byte[0]);
    }

    private static JudgedOperation operation(String cid, String key, String pds, boolean nullified) {
        return new JudgedOperation(
                "did:plc:a",
                cid,
                "",
                key.isEmpty() ? "plc_tombstone" : "plc_operation",
                Publisher.START,
                Publisher.START,
                nullified,
                JudgedOperation.NO_TIME,
                "",
                0,
                "",
                key,
                List.of(),
                pds,
                List.of(),
                List.of(),
                new byte[0],
                "https://plc.test",
                "plc-op",
                Publisher.START,
                "");
    }

    private static <I, O> void process(KeyedOneInputStreamOperatorTestHarness<String, I, O> harness, I value)
            throws Exception {
        harness.processElement(new StreamRecord<>(value));
    }

    private <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> harness(
            KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, I, O> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), key, Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        return harness;
    }
}
