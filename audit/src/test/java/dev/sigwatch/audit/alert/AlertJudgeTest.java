package dev.sigwatch.audit.alert;

import static dev.sigwatch.audit.alert.Scene.KEY;
import static dev.sigwatch.audit.alert.Scene.NEW_KEY;
import static dev.sigwatch.audit.alert.Scene.OLD_PDS;
import static dev.sigwatch.audit.alert.Scene.OWNER;
import static dev.sigwatch.audit.alert.Scene.SERVER;
import static dev.sigwatch.audit.alert.Scene.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.FindingCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertJudgeTest {
    private static final String RELAY = "relay.example";

    @Test
    void aFloodIsOneIncidentToldOnceAMinute() {
        Scene scene = new Scene();
        for (int i = 0; i < 600; i++) {
            scene.commit(RELAY, KEY, FindingCode.SIG_UNKNOWN_KEY.found());
        }
        scene.pass(120);
        assertThat(scene.alerts).hasSize(1);
        Alert alert = scene.of(Rule.C1).get(0);
        assertThat(alert.occurrences()).isEqualTo(600);
        assertThat(scene.told.size()).isBetween(9, 12);
        assertThat(alert.version()).isEqualTo(scene.told.size());
        assertThat(alert.story()).hasSize(Alert.MAX_STORY);
        assertThat(alert.evidence()).hasSize(Alert.MAX_EVIDENCE);
        assertThat(scene.state.incidents()).hasSize(1);
    }

    @Test
    void theFirstIsToldAtOnce() {
        Scene scene = new Scene().commit(RELAY, KEY, FindingCode.SIG_UNKNOWN_KEY.found());
        assertThat(scene.told).hasSize(1);
        assertThat(scene.told.get(0).version()).isEqualTo(1);
        assertThat(scene.told.get(0).id()).matches("c1-[0-9a-f]{16}");
    }

    @Test
    void whatCouldNotBeCheckedIsOverOnceSomethingVerifies() {
        Scene scene = new Scene()
                .commit(RELAY, KEY, FindingCode.IDENTITY_TRANSIENT.found())
                .commit(RELAY, KEY, FindingCode.CHAIN_GAP.found())
                .commit(RELAY, KEY);
        assertThat(scene.alerts.values()).allMatch(it -> it.status() == Alert.Status.RECOVERED);
        assertThat(scene.alerts.values()).allMatch(it -> it.route() == Route.OPERATIONS);
        assertThat(scene.state.incidents()).isEmpty();
        scene.commit(RELAY, KEY, FindingCode.IDENTITY_TRANSIENT.found());
        assertThat(scene.of(Rule.C4)).hasSize(2);
    }

    @Test
    void whatCannotBeCheckedForLongMattersMoreOfAWatchedAccount() {
        Scene scene = new Scene().watched().commit(RELAY, KEY, FindingCode.IDENTITY_TRANSIENT.found());
        assertThat(scene.of(Rule.C4).get(0).priority()).isEqualTo(Priority.P3);
        scene.pass(16 * 60);
        assertThat(scene.of(Rule.C4).get(0).priority()).isEqualTo(Priority.P2);
        assertThat(scene.told).hasSize(2);
    }

    @Test
    void aMissingRepositoryMakesAGapWorse() {
        Scene scene =
                new Scene().commit(RELAY, KEY, FindingCode.CHAIN_GAP.found()).failedExport("chain-broken");
        assertThat(scene.of(Rule.C6)).hasSize(1);
        assertThat(scene.of(Rule.C6).get(0).priority()).isEqualTo(Priority.P2);
        assertThat(scene.of(Rule.C4)).isEmpty();
    }

    @Test
    void anExpectedKeyIsKeptAndAnotherIsNot() {
        Scene scene = new Scene().born(List.of(SERVER)).watched().expecting("key: " + NEW_KEY);
        scene.change(NEW_KEY, List.of(SERVER), OLD_PDS, 0, SERVER);
        assertThat(scene.of(Rule.K1).get(0).status()).isEqualTo(Alert.Status.EXPLAINED);
        assertThat(scene.of(Rule.K1).get(0).explainedBy()).isEqualTo("alice: planned");
        scene.change(KEY, List.of(SERVER), OLD_PDS, 0, SERVER);
        assertThat(scene.of(Rule.K1).get(1).status()).isEqualTo(Alert.Status.OPEN);
        assertThat(scene.of(Rule.K1).get(1).priority()).isEqualTo(Priority.P1);
    }

    @Test
    void anExpectationIsOverAfterItsWindow() {
        Scene scene = new Scene().born(List.of(SERVER)).expecting("key: " + NEW_KEY);
        scene.pass(86_400 * 21).change(NEW_KEY, List.of(SERVER), OLD_PDS, 0, SERVER);
        assertThat(scene.of(Rule.K1).get(0).status()).isEqualTo(Alert.Status.OPEN);
    }

    @Test
    void aWeakerKeyThatOutranksTheOwnersIsUrgentForEverybody() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        scene.change(KEY, List.of(STRANGER, OWNER, SERVER), OLD_PDS, 1, SERVER);
        Alert alert = scene.of(Rule.K2).get(0);
        assertThat(alert.priority()).isEqualTo(Priority.P1);
        assertThat(alert.deadlineAt()).isNotNull();
    }

    @Test
    void anOwnerReplacesTheirOwnKeyInPeace() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        scene.change(KEY, List.of(OWNER + "2", SERVER), OLD_PDS, 0, OWNER);
        assertThat(scene.of(Rule.K2).get(0).priority()).isEqualTo(Priority.P2);
        assertThat(scene.of(Rule.K2).get(0).deadlineAt()).isNull();
        assertThat(scene.of(Rule.K2).get(0).sentence()).contains("no key can undo it");
    }

    @Test
    void aDeactivationThatLastsIsTold() {
        Scene scene = new Scene().account(RELAY, false, "deactivated");
        assertThat(scene.told).isEmpty();
        scene.pass(61);
        assertThat(scene.of(Rule.K9)).hasSize(1);
        scene.pass(3_600).account(RELAY, true, "");
        assertThat(scene.of(Rule.K9).get(0).status()).isEqualTo(Alert.Status.RECOVERED);
    }

    @Test
    void whatOthersNamedCannotDisguiseItself() {
        Scene scene = new Scene();
        scene.did = "did:plc:x'; DROP TABLE verdicts --";
        scene.commit("re\u202elay\n.example", KEY, FindingCode.SIG_UNKNOWN_KEY.found("\u0007"));
        Alert alert = scene.of(Rule.C1).get(0);
        assertThat(alert.sentence() + alert.story().get(0).text() + alert.facts())
                .doesNotContain("\u202e", "\n", "\u0007");
        assertThat(alert.commands()).containsExactly("sigwatch explain " + alert.id());
    }

    @Test
    void stateIsBoundedAndGoesAway() {
        Scene scene = new Scene().born(List.of(SERVER));
        for (int i = 0; i < 200; i++) {
            scene.change("did:key:zKey" + i, List.of(SERVER), "https://pds" + i + ".example", 0, SERVER)
                    .push(RELAY, "did:key:zKey" + i, "app" + i, "latest")
                    .commit("host" + i, KEY, FindingCode.HOST_NOT_AUTHORITATIVE.found());
        }
        assertThat(scene.state.incidents()).hasSizeLessThanOrEqualTo(AlertState.MAX_INCIDENTS);
        assertThat(scene.state.memory().changes()).hasSize(Memory.MAX_CHANGES);
        assertThat(scene.state.memory().writes()).hasSize(Memory.MAX_WRITES);
        assertThat(scene.state.memory().repositories()).hasSize(Memory.MAX_REPOSITORIES);
        scene.pass(86_400 * 30);
        assertThat(scene.state.incidents()).isEmpty();
        assertThat(scene.state.memory().changes()).isEmpty();
        assertThat(scene.wakeAt).isEqualTo(AlertDecision.NEVER);
    }
}
