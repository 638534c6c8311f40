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

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decision table of docs/alerts.md, row by row. */
class TakeoverTest {
    private static final String RELAY = "relay.example";
    private static final String BLUESKY_1 = "did:key:zQ3shhCGUqDKjStzuDxPkTxN6ujddP4RkEKJJouJGRRkaLGbg";
    private static final String BLUESKY_2 = "did:key:zQ3shpKnbdPx3g3CmPf5cRVTPe1HtSwVn5ish3wSnDPQCbLJK";

    @Test
    void aStolenServerKeyThatThrowsTheOwnerOutIsOneIncident() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        long takenAt = scene.now();
        scene.change(NEW_KEY, List.of(STRANGER), NEW_PDS, 1, SERVER).push(RELAY, NEW_KEY, "app", "latest");
        Alert takeover = only(scene);
        assertThat(takeover.rule()).isEqualTo(Rule.K3);
        assertThat(takeover.priority()).isEqualTo(Priority.P1);
        assertThat(takeover.deadlineAt()).isEqualTo(takenAt + 72 * 3_600 * 1_000_000L);
        assertThat(takeover.sentence())
                .contains("https://old.example.com", "https://new.example.com", "index 1 of 2", "Owner", "app:latest");
        assertThat(takeover.story()).hasSize(2);
        assertThat(takeover.facts()).containsEntry("images", "app:latest").containsEntry("why", "owner_lost");
    }

    @Test
    void theOwnersOwnKeyStolenCannotBeUndoneAndSaysSo() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        scene.change(NEW_KEY, List.of(STRANGER), NEW_PDS, 0, OWNER);
        Alert takeover = only(scene);
        assertThat(takeover.deadlineAt()).isNull();
        assertThat(takeover.sentence()).contains("No key from before the change can undo it");
    }

    @Test
    void whatWasToldOfTheKeysBeforeBecomesPartOfIt() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        scene.change(KEY, List.of(STRANGER, SERVER), OLD_PDS, 1, SERVER);
        assertThat(only(scene).rule()).isEqualTo(Rule.K2);
        assertThat(only(scene).priority()).isEqualTo(Priority.P1);
        scene.pass(3_600).change(NEW_KEY, List.of(STRANGER), NEW_PDS, 0, STRANGER);
        Alert takeover = only(scene);
        assertThat(takeover.rule()).isEqualTo(Rule.K3);
        assertThat(takeover.facts()).containsEntry("operations", "bafyop1 bafyop2");
        Alert part = scene.of(Rule.K2).get(0);
        assertThat(part.status()).isEqualTo(Alert.Status.RECOVERED);
        assertThat(part.facts()).containsEntry("part_of", takeover.id());
        assertThat(part.version()).isEqualTo(2);
        assertThat(scene.of(Rule.K1)).isEmpty();
    }

    @Test
    void aKeyEnrolledTheSameDayThatMovesTheAccountIsAStranger() {
        Scene scene = new Scene().born(List.of(SERVER));
        scene.change(KEY, List.of(STRANGER, SERVER), OLD_PDS, 0, SERVER)
                .change(NEW_KEY, List.of(STRANGER, NEW_SERVER), NEW_PDS, 0, STRANGER);
        assertThat(only(scene).facts()).containsEntry("why", "stranger_signed");
    }

    @Test
    void aKeyEnrolledLongBeforeIsTheOwners() {
        Scene scene = new Scene().born(List.of(SERVER));
        scene.change(KEY, List.of(OWNER, SERVER), OLD_PDS, 0, SERVER)
                .pass(100 * 3_600)
                .change(NEW_KEY, List.of(OWNER, NEW_SERVER), NEW_PDS, 0, OWNER)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(scene.of(Rule.K3)).isEmpty();
        assertThat(scene.everP1()).isFalse();
    }

    @Test
    void oneServersKeyForAnothersIsAMoveIfTheOldServerLetGo() {
        Scene scene = new Scene().born(List.of(SERVER));
        scene.change(NEW_KEY, List.of(STRANGER, NEW_SERVER), NEW_PDS, 0, SERVER)
                .account("old.example.com", false, "deactivated")
                .push(RELAY, NEW_KEY, "app", "latest")
                .pass(7_200);
        assertThat(scene.of(Rule.K3)).isEmpty();
        assertThat(scene.of(Rule.K9)).isEmpty();
        assertThat(scene.everP1()).isFalse();
    }

    @Test
    void oneServersKeyForAnothersIsAMoveIfItArrivesQuietly() {
        Scene scene = new Scene().born(List.of(SERVER));
        scene.change(NEW_KEY, List.of(NEW_SERVER), NEW_PDS, 0, SERVER)
                .emptyCommit(RELAY, NEW_KEY)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(scene.of(Rule.K3)).isEmpty();
    }

    @Test
    void oneServersKeyForAnothersIsATakeoverOnceItWritesUnasked() {
        Scene scene = new Scene().born(List.of(SERVER));
        scene.change(NEW_KEY, List.of(NEW_SERVER), NEW_PDS, 0, SERVER);
        assertThat(scene.of(Rule.K3)).isEmpty();
        scene.push(RELAY, NEW_KEY, "app", "latest");
        assertThat(only(scene).facts()).containsEntry("why", "host_changed_unasked");
        scene.account("old.example.com", false, "deactivated");
        assertThat(scene.of(Rule.K3).get(0).status()).isEqualTo(Alert.Status.RECOVERED);
    }

    @Test
    void theNewServersOwnWordThatTheOldOneLetGoCountsForNothing() {
        Scene scene = new Scene().born(List.of(SERVER));
        scene.change(NEW_KEY, List.of(STRANGER, NEW_SERVER), NEW_PDS, 0, SERVER)
                .account(RELAY, false, "deactivated")
                .account(RELAY, true, "")
                .emptyCommit(RELAY, NEW_KEY)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(only(scene).rule()).isEqualTo(Rule.K3);
    }

    @Test
    void leavingTheServersOfBlueskyIsAMoveAlthoughTwoKeysGo() {
        Scene scene = new Scene().born(List.of(BLUESKY_1, BLUESKY_2));
        scene.change(NEW_KEY, List.of(NEW_SERVER), NEW_PDS, 1, BLUESKY_2)
                .emptyCommit(RELAY, NEW_KEY)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(scene.everP1()).isFalse();
    }

    @Test
    void recoveryEndsItAndNamesWhatWasPushed() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        JudgedOperation good = scene.head();
        scene.change(NEW_KEY, List.of(STRANGER), NEW_PDS, 1, SERVER).push(RELAY, NEW_KEY, "app", "latest");
        JudgedOperation bad = scene.head();
        scene.pass(60 * 3_600)
                .recover(good, List.of(bad), List.of(OWNER, NEW_SERVER))
                .revised(NEW_KEY, FindingCode.SIG_NULLIFIED_KEY.found(NEW_KEY));
        assertThat(scene.of(Rule.K3).get(0).status()).isEqualTo(Alert.Status.RECOVERED);
        Alert recovery = scene.of(Rule.K4).get(0);
        assertThat(recovery.facts()).containsEntry("undone_keys", NEW_KEY).containsEntry("undone", bad.cid());
        assertThat(scene.told.stream().filter(it -> it.rule() == Rule.K4).findFirst())
                .hasValueSatisfying(it -> assertThat(it.sentence()).contains("app:latest"));
        assertThat(scene.of(Rule.K3)).hasSize(1);
        assertThat(scene.of(Rule.K1)).allMatch(it -> it.status() == Alert.Status.RECOVERED);
        assertThat(scene.of(Rule.K2)).allMatch(it -> it.status() == Alert.Status.RECOVERED);
        assertThat(scene.of(Rule.R9)).hasSize(1);
    }

    @Test
    void anExpectedMoveIsKeptAndNotSentEvenOnAWatchedAccount() {
        Scene scene = new Scene().born(List.of(SERVER)).watched().expecting("pds: " + NEW_PDS);
        scene.change(NEW_KEY, List.of(NEW_SERVER), NEW_PDS, 0, SERVER)
                .emptyCommit(RELAY, NEW_KEY)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(scene.open()).isEmpty();
        assertThat(scene.of(Rule.K1).get(0).explainedBy()).isEqualTo("alice: planned");
        assertThat(scene.of(Rule.K2).get(0).status()).isEqualTo(Alert.Status.EXPLAINED);
    }

    @Test
    void anExpectedServerDoesNotExplainATakeover() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER)).expecting("pds: " + NEW_PDS);
        scene.change(NEW_KEY, List.of(STRANGER), NEW_PDS, 1, SERVER).push(RELAY, NEW_KEY, "app", "latest");
        assertThat(scene.of(Rule.K3)).singleElement().satisfies(it -> {
            assertThat(it.status()).isEqualTo(Alert.Status.OPEN);
            assertThat(it.explainedBy()).isEmpty();
        });
    }

    @Test
    void aServerThatHeldTheStrongestKeyTooMayMoveAnAccountIfItSaysItselfThatItLetGo() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        scene.change(NEW_KEY, List.of(STRANGER, NEW_SERVER), NEW_PDS, 1, SERVER);
        assertThat(scene.of(Rule.K3)).as("nothing was pushed yet").isEmpty();
        scene.account("old.example.com", false, "deactivated")
                .emptyCommit(RELAY, NEW_KEY)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(scene.of(Rule.K3)).isEmpty();
        assertThat(scene.everP1()).isFalse();
        assertThat(scene.of(Rule.K2)).hasSize(1);
    }

    @Test
    void aRelaysWordAfterTheMoveDoesNotExcuseThatTheOwnersKeyIsGone() {
        Scene scene = new Scene().born(List.of(OWNER, SERVER));
        scene.change(NEW_KEY, List.of(STRANGER, NEW_SERVER), NEW_PDS, 1, SERVER)
                .account(RELAY, false, "deactivated")
                .emptyCommit(RELAY, NEW_KEY)
                .push(RELAY, NEW_KEY, "app", "latest");
        assertThat(only(scene).rule()).isEqualTo(Rule.K3);
    }

    private static Alert only(Scene scene) {
        assertThat(scene.open()).hasSize(1);
        return scene.open().get(0);
    }
}
