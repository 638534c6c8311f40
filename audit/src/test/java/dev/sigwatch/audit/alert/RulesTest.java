package dev.sigwatch.audit.alert;

import static dev.sigwatch.audit.alert.Scene.KEY;
import static dev.sigwatch.audit.alert.Scene.NEW_KEY;
import static dev.sigwatch.audit.alert.Scene.NEW_PDS;
import static dev.sigwatch.audit.alert.Scene.NEW_SERVER;
import static dev.sigwatch.audit.alert.Scene.OLD_PDS;
import static dev.sigwatch.audit.alert.Scene.OWNER;
import static dev.sigwatch.audit.alert.Scene.SERVER;
import static dev.sigwatch.audit.alert.Scene.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.detect.Detectors;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.PolicyReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule: what raises it, how urgently, and the honest neighbour that does not. */
class RulesTest {
    private static final String RELAY = "relay.example";
    private static final String STRANGER_DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final Map<Rule, Case> CASES = new EnumMap<>(Rule.class);

    private record Case(Priority priority, Priority watched, Consumer<Scene> bad, Consumer<Scene> honest) {}

    static {
        add(
                Rule.C1,
                Priority.P2,
                Priority.P1,
                commit(FindingCode.SIG_UNKNOWN_KEY),
                commit(FindingCode.OK_AFTER_IDENTITY_REFRESH));
        add(
                Rule.C2,
                Priority.P2,
                Priority.P1,
                commit(FindingCode.SIG_RETIRED_KEY),
                commit(FindingCode.OK_RETIRED_KEY_IN_GRACE));
        add(Rule.C3, Priority.P3, Priority.P3, commit(FindingCode.SIG_HIGH_S), commit(FindingCode.OK_DUPLICATE));
        add(
                Rule.C4,
                Priority.P3,
                Priority.P3,
                commit(FindingCode.IDENTITY_TRANSIENT),
                commit(FindingCode.SIG_KEY_NOT_YET_PUBLISHED));
        add(
                Rule.C5,
                Priority.P2,
                Priority.P1,
                commit(FindingCode.INVERSION_MISMATCH),
                commit(FindingCode.PROOF_INCOMPLETE));
        add(Rule.C6, Priority.P3, Priority.P2, commit(FindingCode.CHAIN_GAP), commit(FindingCode.OK_AFTER_RESYNC));
        add(Rule.C7, Priority.P2, Priority.P2, commit(FindingCode.REV_REPLAY), commit(FindingCode.OK_DUPLICATE));
        add(
                Rule.C8,
                Priority.P1,
                Priority.P1,
                commit(FindingCode.EQUIVOCATION_SAME_REV),
                commit(FindingCode.RESIGNED_SAME_REV));
        add(
                Rule.C9,
                Priority.P2,
                Priority.P1,
                commit(FindingCode.HOST_NOT_AUTHORITATIVE),
                commit(FindingCode.OK_EMPTY_COMMIT));
        add(Rule.C10, Priority.P4, Priority.P3, commit(FindingCode.REV_FUTURE), commit(FindingCode.DEPRECATED_FLAG));
        add(
                Rule.K1,
                Priority.P2,
                Priority.P1,
                scene -> scene.born(List.of(SERVER)).change(NEW_KEY, List.of(SERVER), OLD_PDS, 0, SERVER),
                scene -> scene.born(List.of(SERVER)).rename("new.example.com", 0, SERVER));
        add(
                Rule.K2,
                Priority.P2,
                Priority.P1,
                scene -> scene.born(List.of(SERVER)).change(KEY, List.of(OWNER, SERVER), OLD_PDS, 0, SERVER),
                scene -> scene.born(List.of(SERVER)).change(NEW_KEY, List.of(SERVER), OLD_PDS, 0, SERVER));
        add(
                Rule.K3,
                Priority.P1,
                Priority.P1,
                scene -> scene.born(List.of(OWNER, SERVER))
                        .change(NEW_KEY, List.of(STRANGER), NEW_PDS, 1, SERVER)
                        .push(RELAY, NEW_KEY, "app", "latest"),
                scene -> scene.born(List.of(OWNER, SERVER))
                        .change(NEW_KEY, List.of(OWNER, NEW_SERVER), NEW_PDS, 1, SERVER)
                        .push(RELAY, NEW_KEY, "app", "latest"));
        add(
                Rule.K4,
                Priority.P2,
                Priority.P1,
                scene -> {
                    JudgedOperation good = scene.born(List.of(OWNER, SERVER)).head();
                    JudgedOperation bad = scene.change(NEW_KEY, List.of(OWNER, SERVER), OLD_PDS, 1, SERVER)
                            .head();
                    scene.recover(good, List.of(bad), List.of(OWNER, SERVER));
                },
                scene -> scene.born(List.of(OWNER, SERVER))
                        .change(NEW_KEY, List.of(OWNER, SERVER), OLD_PDS, 1, SERVER)
                        .change(KEY, List.of(OWNER, SERVER), OLD_PDS, 0, OWNER));
        add(
                Rule.K5,
                Priority.P1,
                Priority.P1,
                scene -> scene.born(List.of(SERVER)).operationWith(FindingCode.PLC_SIG_INVALID.found()),
                scene -> scene.born(List.of(SERVER)).operationWith(FindingCode.PLC_SOFT_LIMIT.found()));
        add(
                Rule.K6,
                Priority.P1,
                Priority.P1,
                source(FindingCode.PLC_LOG_REWRITTEN),
                source(FindingCode.HANDLE_UNVERIFIED));
        add(
                Rule.K7,
                Priority.P2,
                Priority.P2,
                source(FindingCode.PLC_DIRECTORIES_DISAGREE),
                source(FindingCode.HANDLE_UNVERIFIED));
        add(
                Rule.K8,
                Priority.P2,
                Priority.P1,
                scene -> web(scene).document(KEY, OLD_PDS, "aa").document(NEW_KEY, OLD_PDS, "aa"),
                scene -> web(scene).document(KEY, OLD_PDS, "aa").document(KEY, OLD_PDS, "bb"));
        add(
                Rule.K9,
                Priority.P2,
                Priority.P1,
                scene -> scene.account(RELAY, false, "takendown"),
                scene -> scene.account(RELAY, false, "deactivated")
                        .account(RELAY, true, "")
                        .pass(3_600));
        add(
                Rule.K10,
                Priority.P1,
                Priority.P1,
                scene -> revoked(scene, "2020-01-01").commit(RELAY, KEY),
                scene -> revoked(scene, "2199-01-01").commit(RELAY, KEY));
        add(
                Rule.K11,
                Priority.P3,
                Priority.P2,
                scene -> share(scene, "https://pds.other.example", SERVER + "2"),
                scene -> share(scene, "https://pds.other.example", SERVER));
        add(Rule.K13, Priority.P4, Priority.P4, scene -> notices(scene, 20), scene -> {
            notices(scene.born(List.of(SERVER)), 15);
            scene.change(KEY, List.of(SERVER), NEW_PDS, 0, SERVER);
            notices(scene, 15);
        });
        add(
                Rule.R1,
                Priority.P1,
                Priority.P1,
                write(Images.manifest("create", FindingCode.DIGEST_BLOB)),
                write(Images.manifest("create", FindingCode.UNBOUND, FindingCode.RKEY_SHAPE)));
        add(
                Rule.R3,
                Priority.P2,
                Priority.P1,
                write(Images.manifest("update", FindingCode.MANIFEST_MUTATED)),
                write(
                        Images.manifest("update", FindingCode.HOLD_CHANGED),
                        Images.manifest("delete", FindingCode.MANIFEST_DELETED)));
        add(
                Rule.R4,
                Priority.P2,
                Priority.P1,
                write(Images.tag("v1", "update", FindingCode.TAG_MOVED, FindingCode.TAG_ROLLBACK)),
                write(Images.tag("v1", "update", FindingCode.TAG_MOVED)));
        add(
                Rule.R5,
                Priority.P2,
                Priority.P1,
                scene -> trusting(scene, STRANGER_DID).push(RELAY, KEY, "prod-app", "latest"),
                scene -> trusting(scene, Scene.DID).push(RELAY, KEY, "prod-app", "latest"));
        add(
                Rule.R6,
                Priority.P3,
                Priority.P3,
                write(Images.manifest("create", FindingCode.PUBLISHER_FIRST_SEEN, FindingCode.REPOSITORY_FIRST_SEEN)),
                write(Images.manifest("create")));
        add(
                Rule.R9,
                Priority.P2,
                Priority.P1,
                scene -> scene.revised(KEY, FindingCode.SIG_NULLIFIED_KEY.found(KEY)),
                scene -> scene.commit(RELAY, KEY));
    }

    private static void add(
            Rule rule, Priority priority, Priority watched, Consumer<Scene> bad, Consumer<Scene> honest) {
        CASES.put(rule, new Case(priority, watched, bad, honest));
    }

    private static Consumer<Scene> commit(FindingCode code) {
        Finding finding = code.found();
        return scene -> scene.commit(RELAY, KEY, finding);
    }

    private static Consumer<Scene> write(RecordFacts... records) {
        return scene -> scene.write(RELAY, KEY, records);
    }

    private static Consumer<Scene> source(FindingCode code) {
        return scene -> scene.born(List.of(SERVER)).source(code.found());
    }

    private static Scene web(Scene scene) {
        scene.did = Scene.WEB;
        if (!scene.policy.watchlist().items().isEmpty()) {
            scene.watched();
        }
        return scene;
    }

    private static Scene revoked(Scene scene, String since) {
        String text = "watch:\n- did: " + scene.did + "\nrevoked_keys:\n- key: " + KEY + "\n  since: " + since
                + "\n  reason: laptop stolen\n  by: alice\n";
        scene.policy =
                new Policy(PolicyReader.watchlist(text).value(), scene.policy.expectations(), scene.policy.trust());
        return scene;
    }

    private static Scene trusting(Scene scene, String did) {
        String text = "version: 1.0\ntrustedDIDs:\n  " + did + ":\npolicies:\n"
                + "- {name: production, scope: atcr.io/*/prod-*, require: {signature: true, trustedDIDs: [\"" + did
                + "\"]}, action: enforce}\n";
        scene.policy = new Policy(
                scene.policy.watchlist(),
                scene.policy.expectations(),
                PolicyReader.trust(text).value());
        return scene;
    }

    private static void share(Scene scene, String pds, String rotationKey) {
        KeyOwners others = KeyOwners.NONE
                .take(new KeyOwners.Claim(KEY, "did:plc:other", pds, List.of(rotationKey), false, 1))
                .owners();
        others
                .take(new KeyOwners.Claim(KEY, Scene.DID, OLD_PDS, List.of(SERVER), false, scene.now()))
                .signals()
                .stream()
                .filter(signal -> signal.did().equals(Scene.DID))
                .forEach(scene::send);
    }

    private static void notices(Scene scene, int count) {
        for (int i = 0; i < count; i++) {
            scene.notice(RELAY);
        }
    }

    @Test
    void everyDetectorHasACase() {
        assertThat(Detectors.ALL).extracting(Detector::rule).containsExactlyElementsOf(CASES.keySet());
    }

    @TestFactory
    List<DynamicTest> whatRaisesIt() {
        return CASES.entrySet().stream()
                .map(it -> DynamicTest.dynamicTest(
                        it.getKey() + " " + it.getKey().wireName(), () -> raises(it.getKey(), it.getValue())))
                .toList();
    }

    private static void raises(Rule rule, Case of) {
        Scene scene = new Scene();
        of.bad().accept(scene);
        assertThat(scene.of(rule)).hasSize(1);
        Alert alert = scene.of(rule).get(0);
        assertThat(alert.priority()).isEqualTo(of.priority());
        assertThat(alert.status()).isEqualTo(Alert.Status.OPEN);
        assertThat(alert.route()).isEqualTo(rule.route());
        assertThat(alert.title()).isNotEmpty();
        assertThat(alert.sentence()).endsWith(".").doesNotContain("null", "..");
        assertThat(alert.story()).isNotEmpty();
        assertThat(alert.commands()).contains("sigwatch explain " + alert.id());
        assertThat(AlertJson.read(AlertJson.write(alert).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(alert);

        Scene watched = new Scene().watched();
        of.bad().accept(watched);
        assertThat(watched.of(rule).get(0).priority()).isEqualTo(of.watched());
        assertThat(watched.of(rule).get(0).watchItem()).startsWith("did ");
    }

    @TestFactory
    List<DynamicTest> whatDoesNot() {
        return CASES.entrySet().stream()
                .map(it -> DynamicTest.dynamicTest(it.getKey() + "'s honest neighbour", () -> {
                    Scene scene = new Scene();
                    it.getValue().honest().accept(scene);
                    assertThat(scene.of(it.getKey())).isEmpty();
                    assertThat(scene.everP1()).isFalse();
                }))
                .toList();
    }
}
