package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstKey;
import dev.sigwatch.atproto.mst.MstNode;
import dev.sigwatch.atproto.repo.TreeProblem;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad trees and operations lie under good signatures, and the library's own proof finds in them what is promised. */
class ProofMisbehaviourTest {
    private final SimulatedNetwork network = new SimulatedNetwork(13, Clock.systemUTC());

    static boolean isAboutProof(Misbehaviour misbehaviour) {
        return !kinds(misbehaviour).isEmpty();
    }

    static List<Misbehaviour> aboutProof() {
        return Arrays.stream(Misbehaviour.values())
                .filter(ProofMisbehaviourTest::isAboutProof)
                .filter(it -> it.act() instanceof Act.Frame || it.act() instanceof Act.Story)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("aboutProof")
    void proofFindsWhatIsPromised(Misbehaviour misbehaviour) {
        SimulatedAccount account = network.account("someone");
        network.push(account, "app", "v1");
        OpenedCommit opened = OpenedCommit.of(network.misbehave(misbehaviour, account));

        assertThat(opened.problems())
                .extracting(TreeProblem::kind)
                .as(misbehaviour + " " + opened.problems())
                .containsAll(kinds(misbehaviour));
        assertThat(opened.commit().did()).isEqualTo(account.did());
        assertThat(SignatureVerifiers.bouncyCastle()
                        .verify(
                                account.publicKey(),
                                opened.commit().digest(),
                                opened.commit().signature()))
                .isTrue();
        assertThat(opened.car().hashMismatches()).isEmpty();
        assertThat(OpenedCommit.of(network.post(account)).problems()).isEmpty();
    }

    @Test
    void everyFaultOfATreeIsMade() {
        Set<TreeProblem.Kind> made = EnumSet.noneOf(TreeProblem.Kind.class);
        aboutProof().forEach(misbehaviour -> made.addAll(kinds(misbehaviour)));
        Set<TreeProblem.Kind> ofExports = EnumSet.of(
                TreeProblem.Kind.HASH_MISMATCH,
                TreeProblem.Kind.RECORD_MISSING,
                TreeProblem.Kind.REBUILT_ROOT,
                TreeProblem.Kind.CAR);
        assertThat(made).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(ofExports)));
    }

    @ParameterizedTest
    @EnumSource(names = {"MINED_KEY", "MINED_KEY_DELETED", "MANY_OPS", "WIDE_NODE", "EMPTY_COMMIT", "TOO_BIG_FLAG"})
    void oddAndHonestIsProven(Misbehaviour misbehaviour) {
        SimulatedAccount account = network.account("someone");
        network.push(account, "app", "v1");
        OpenedCommit opened = OpenedCommit.of(network.misbehave(misbehaviour, account));

        assertThat(opened.problems()).isEmpty();
        assertThat(account.dataCid()).isEqualTo(opened.commit().data().toString());
        Mst tree = account.repository().tree();
        switch (misbehaviour) {
            case MINED_KEY -> assertThat(MinedPaths.height(tree)).isGreaterThanOrEqualTo(6);
            case MANY_OPS -> assertThat(opened.event().ops()).hasSize(200);
            case WIDE_NODE ->
                assertThat(tree.nodes().values())
                        .extracting(node -> MstNode.decode(node).size())
                        .anyMatch(size -> size >= 200);
            case EMPTY_COMMIT -> assertThat(opened.event().ops()).isEmpty();
            default -> assertThat(misbehaviour.expected().verdict()).isEqualTo("VERIFIED");
        }
    }

    @Test
    void minedPathsLieWhereTheyShould() {
        assertThat(MstKey.depth(MinedPaths.inLayer("app.bsky.feed.post/x", 4))).isEqualTo(4);
        assertThat(MstKey.depth(MinedPaths.atLeast("app.bsky.feed.post/x", 5))).isGreaterThanOrEqualTo(5);
    }

    /** The kinds of problems by which the expected findings go in the library. */
    private static Set<TreeProblem.Kind> kinds(Misbehaviour misbehaviour) {
        Set<TreeProblem.Kind> kinds = EnumSet.noneOf(TreeProblem.Kind.class);
        for (String finding : misbehaviour.expected().findings()) {
            String name =
                    finding.equals("RECORD_CID_UNSUPPORTED") ? "VALUE_CID" : finding.replaceFirst("^(MST|PROOF)_", "");
            Arrays.stream(TreeProblem.Kind.values())
                    .filter(kind -> kind.name().equals(name))
                    .forEach(kinds::add);
        }
        return kinds;
    }
}
