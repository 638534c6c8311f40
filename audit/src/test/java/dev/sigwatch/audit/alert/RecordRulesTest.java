package dev.sigwatch.audit.alert;

import static dev.sigwatch.audit.alert.Scene.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.detect.Signals;
import dev.sigwatch.audit.policy.Watchlist;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules about records make of the details: priorities, objects, ends, and floods. */
class RecordRulesTest {
    private static final String RELAY = "relay.example";
    private static final String PATH = "io.atcr.tag/app_v1";

    private final Scene scene = new Scene();

    private Alert only(Rule rule) {
        assertThat(scene.of(rule)).hasSize(1);
        return scene.of(rule).get(0);
    }

    @Test
    void nothingIsSaidOfWhatNobodySigned() {
        scene.write(
                RELAY,
                KEY,
                FindingCode.SIG_UNKNOWN_KEY.found(),
                Images.manifest("create", FindingCode.DIGEST_BLOB),
                Images.tag("v1", "update", FindingCode.TAG_ROLLBACK));
        assertThat(scene.of(Rule.R1)).isEmpty();
        assertThat(scene.of(Rule.R4)).isEmpty();
    }

    @Test
    void anImageThatAnExportShowsIsJudgedWhatAnExportShowsIsNotMoved() {
        scene.export(
                KEY,
                Images.manifest("snapshot", FindingCode.DIGEST_BLOB),
                Images.tag("v1", "snapshot", FindingCode.TAG_FOREIGN));
        assertThat(only(Rule.R1).object()).startsWith("io.atcr.manifest/");
        assertThat(scene.of(Rule.R4)).isEmpty();
    }

    @Test
    void anAlertNamesTheImageBothDigestsBothRecordsAndTheEvidence() {
        scene.write(RELAY, KEY, Images.tag("v1", "update", FindingCode.TAG_MOVED, FindingCode.TAG_ROLLBACK));
        Alert alert = only(Rule.R4);
        assertThat(alert.object()).isEqualTo(PATH);
        assertThat(alert.sentence()).contains("app:v1", Images.DIGEST, Images.OLDER);
        assertThat(alert.facts())
                .containsEntry("path", PATH)
                .containsEntry("digest", Images.DIGEST)
                .containsEntry("digest_before", Images.OLDER)
                .containsEntry("record", "bafynew")
                .containsEntry("record_before", "bafyold")
                .containsEntry("key", KEY);
        assertThat(alert.evidence()).hasSize(1);
        assertThat(alert.commands().get(1)).contains("FROM records WHERE did = '" + Scene.DID + "'");
    }

    @Test
    void latestGoesBackWithoutAWordButNotToAnotherAccountsImage() {
        scene.write(RELAY, KEY, Images.tag("latest", "update", FindingCode.TAG_ROLLBACK));
        assertThat(only(Rule.R4).priority()).isEqualTo(Priority.P4);

        Scene other = new Scene();
        other.write(
                RELAY,
                KEY,
                Images.tag(
                        "latest", "update", "did:plc:other", List.of(FindingCode.TAG_FOREIGN.found("did:plc:other"))));
        Alert alert = other.of(Rule.R4).get(0);
        assertThat(alert.priority()).isEqualTo(Priority.P2);
        assertThat(alert.facts()).containsEntry("target_did", "did:plc:other");
        assertThat(alert.sentence()).contains("did:plc:other");
    }

    @Test
    void aTagThatMovesOnOrGoesEndsItAndOneWrittenAgainDoesNot() {
        scene.write(RELAY, KEY, Images.tag("v1", "update", FindingCode.TAG_MOVED, FindingCode.TAG_ROLLBACK));
        scene.write(RELAY, KEY, Images.tag("v2", "update", FindingCode.TAG_MOVED));
        scene.write(RELAY, KEY, Images.tag("v1", "update"));
        assertThat(only(Rule.R4).status()).isEqualTo(Alert.Status.OPEN);

        scene.write(RELAY, KEY, Images.tag("v1", "update", FindingCode.TAG_MOVED));
        assertThat(only(Rule.R4).status()).isEqualTo(Alert.Status.RECOVERED);

        Scene deleting = new Scene();
        deleting.write(RELAY, KEY, Images.tag("v1", "update", FindingCode.TAG_ROLLBACK))
                .write(RELAY, KEY, Images.tag("v1", "delete"));
        assertThat(deleting.of(Rule.R4).get(0).status()).isEqualTo(Alert.Status.RECOVERED);
    }

    @Test
    void twoPointersThatDisagreeAreLessThanAWrongDigest() {
        scene.write(RELAY, KEY, Images.tag("v1", "create", FindingCode.TAG_CONFLICT));
        assertThat(only(Rule.R1).priority()).isEqualTo(Priority.P2);
        scene.write(RELAY, KEY, Images.tag("v1", "update"));
        assertThat(only(Rule.R1).status()).isEqualTo(Alert.Status.RECOVERED);
    }

    @Test
    void aWrongKeyOfAStorageServicesNoteIsNoImage() {
        RecordFacts manifest = Images.manifest("create", FindingCode.RKEY_DIGEST);
        RecordFacts scan = new RecordFacts(
                0,
                "io.atcr.hold.scan",
                manifest.rkey(),
                "create",
                "bafynew",
                "",
                "app",
                "",
                "",
                "",
                "",
                "",
                "",
                RecordFacts.NO_TIME,
                "{}",
                manifest.registry(),
                manifest.findings());
        scene.write(RELAY, KEY, scan);
        assertThat(scene.of(Rule.R1)).isEmpty();
        scene.write(RELAY, KEY, manifest);
        assertThat(only(Rule.R1).priority()).isEqualTo(Priority.P1);
    }

    @Test
    void anImageDeletedUnderATagIsToldAndOneThatNobodyNamesIsNot() {
        scene.write(RELAY, KEY, Images.manifest("delete", FindingCode.MANIFEST_DELETED));
        assertThat(scene.told).isEmpty();
        scene.write(RELAY, KEY, Images.manifest("delete", FindingCode.MANIFEST_DELETED, FindingCode.TAG_DANGLING));
        assertThat(only(Rule.R3).title()).isEqualTo("Tagged image was deleted");
        assertThat(only(Rule.R3).sentence()).contains(Images.DIGEST);

        scene.write(RELAY, KEY, Images.manifest("create"));
        assertThat(only(Rule.R3).status()).isEqualTo(Alert.Status.RECOVERED);
    }

    @Test
    void aTagThatPointsToNothingWasNotRewritten() {
        scene.write(RELAY, KEY, Images.tag("v1", "create", FindingCode.TAG_DANGLING));
        assertThat(scene.told).isEmpty();
    }

    @Test
    void anImageMayComeBackElsewhereButNotAsAnother() {
        scene.write(RELAY, KEY, Images.recreated("on another storage service, was did:web:a"));
        assertThat(scene.of(Rule.R3)).isEmpty();
        scene.write(RELAY, KEY, Images.recreated("with other contents, was record bafyold"));
        assertThat(only(Rule.R3).title()).isEqualTo("Image came back as another");
    }

    @Test
    void newPlacesOfOneAccountAreOneIncidentEach() {
        for (int i = 0; i < 100; i++) {
            scene.write(
                    RELAY,
                    KEY,
                    Images.manifest("create", FindingCode.REPOSITORY_FIRST_SEEN),
                    Images.manifest("create", FindingCode.HOLD_FIRST_SEEN));
        }
        scene.pass(120);
        assertThat(scene.of(Rule.R6)).extracting(Alert::object).containsExactly("repository", "hold");
        assertThat(scene.of(Rule.R6)).extracting(Alert::occurrences).containsExactly(100, 100);
    }

    @Test
    void whoeverSpoilsManyRecordsBuriesNothing() {
        scene.born(List.of(Scene.SERVER));
        scene.change(Scene.NEW_KEY, List.of(Scene.SERVER), Scene.OLD_PDS, 0, Scene.SERVER);
        for (int i = 0; i < 100; i++) {
            scene.write(RELAY, KEY, Images.tag("v" + i, "update", FindingCode.TAG_ROLLBACK));
        }
        scene.pass(120);
        assertThat(scene.of(Rule.R4)).hasSize(Incidents.MAX_OF_RECORDS + 1);
        Alert shared = scene.of(Rule.R4).get(Incidents.MAX_OF_RECORDS);
        assertThat(shared.object()).isEqualTo(Incidents.FURTHER);
        assertThat(shared.occurrences()).isEqualTo(100 - Incidents.MAX_OF_RECORDS);
        assertThat(scene.state.incidents())
                .extracting(incident -> incident.alert().rule())
                .contains(Rule.K1);
    }

    @Test
    void whatIsFoundInRecordsIsWantedWhoeverWroteThem() {
        assertThat(isWanted(true, Images.tag("v1", "update", FindingCode.TAG_ROLLBACK)))
                .isTrue();
        assertThat(isWanted(true, Images.tag("v1", "update", FindingCode.TAG_MOVED)))
                .isFalse();
        assertThat(isWanted(false, Images.tag("v1", "update", FindingCode.TAG_ROLLBACK)))
                .isFalse();
    }

    private static boolean isWanted(boolean isSigned, RecordFacts record) {
        CheckedEvent event = new CheckedEvent(
                new FrameFacts(RELAY, 0, 0, false, 100, 0, 0),
                EventKind.COMMIT,
                Scene.DID,
                "rev",
                "",
                "bafycommit",
                "",
                "",
                1,
                new byte[0],
                new byte[0],
                List.of(),
                List.of(record),
                new byte[0],
                new byte[0],
                Proof.PASS,
                null,
                null);
        Proof signature = isSigned ? Proof.PASS : Proof.UNPROVEN;
        Judgement judgement = Judgement.fold(List.of(), signature, Proof.PASS, Proof.PASS, KEY, "source");
        return Signals.wants(event, judgement, 0, false, Watchlist.EMPTY);
    }
}
