package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Change;
import dev.sigwatch.atproto.mst.Inversion;
import dev.sigwatch.atproto.mst.Inversion.Outcome;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.mst.MstKey;
import dev.sigwatch.atproto.repo.RepoOperation.Action;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commits from the stream, as others recorded them. */
class CommitProofVectorsTest {
    private static final Cid UNKNOWN = Cid.ofRaw(new byte[0]);

    private record Message(JsonNode body, Car car, Commit commit, List<RepoOperation> ops) {
        static Message of(JsonNode body) {
            Car car = Car.read(
                    Base64.getDecoder().decode(body.at("/blocks/$bytes").asText()));
            assertThat(car.hashMismatches()).isEmpty();
            Slice block = car.block(car.roots().get(0)).orElseThrow();
            CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
            assertThat(reading.problems()).isEmpty();
            List<RepoOperation> ops = new ArrayList<>();
            for (JsonNode op : body.get("ops")) {
                Action action = Objects.requireNonNull(
                        Action.ofWireName(op.get("action").textValue()));
                RepoPath path = RepoPath.parse(op.get("path").textValue());
                ops.add(new RepoOperation(action, path, link(op, "cid"), link(op, "prev")));
            }
            return new Message(body, car, Objects.requireNonNull(reading.commit()), ops);
        }

        List<Kind> problems(boolean isFirst) {
            return CommitProof.check(this::block, commit.data(), prevData(), isFirst, ops).stream()
                    .map(TreeProblem::kind)
                    .toList();
        }

        @Nullable
        Cid prevData() {
            return link(body, "prevData");
        }

        @Nullable
        Slice block(Cid cid) {
            return car.block(cid).orElse(null);
        }

        /** Undoes the creates of a message in the given order alone. */
        Inversion undo(List<RepoOperation> ordered, Cid before) {
            Mst tree = Mst.load(commit.data(), this::block);
            Inversion last = new Inversion(Outcome.PROVEN, "");
            for (RepoOperation op : ordered) {
                Change change = new Change(MstKey.of(op.path().value()), op.prev(), op.cid());
                last = Inversion.of(tree, List.of(change), before);
                if (last.outcome() == Outcome.INCOMPLETE) {
                    return last;
                }
                tree = tree.remove(op.path().value());
            }
            return last;
        }
    }

    @Test
    void theLifeOfAPostIsProvenAndChained() {
        List<Message> messages = scenario("post_lifecycle.json", 6);
        Message before = null;
        for (Message message : messages) {
            assertThat(message.problems(false)).isEmpty();
            if (before != null) {
                assertThat(message.prevData()).isEqualTo(before.commit().data());
                assertThat(message.body().get("since").textValue())
                        .isEqualTo(before.commit().rev().value());
            }
            before = message;
        }
        assertThat(messages.get(1).commit().data())
                .isEqualTo(messages.get(3).commit().data())
                .isEqualTo(messages.get(0).prevData());
    }

    @Test
    void anotherTreeBeforeOrOtherOperationsAreNot() {
        for (Message message : scenario("post_lifecycle.json", 6)) {
            Cid prevData = Objects.requireNonNull(message.prevData());
            Cid data = message.commit().data();
            assertThat(CommitProof.check(message::block, data, UNKNOWN, false, message.ops()))
                    .extracting(TreeProblem::kind)
                    .containsAnyOf(Kind.INVERSION_MISMATCH, Kind.INCOMPLETE);
            assertThat(CommitProof.check(message::block, data, prevData, false, List.of()))
                    .extracting(TreeProblem::kind)
                    .containsExactly(Kind.INVERSION_MISMATCH);
            assertThat(CommitProof.check(cid -> null, data, prevData, false, message.ops()))
                    .extracting(TreeProblem::kind)
                    .containsExactly(Kind.ROOT_MISSING);
        }
    }

    @ParameterizedTest
    @CsvSource({"post_lifecycle_legacy.json, 6", "legacy.json, 1", "seq_ordering.json, 2"})
    void withoutATreeBeforeNothingIsProven(String file, int commits) {
        for (Message message : scenario(file, commits)) {
            assertThat(message.prevData()).isNull();
            assertThat(message.problems(false)).containsExactly(Kind.INVERSION_UNVERIFIABLE);
        }
    }

    @Test
    void aMissingSiblingLeavesACreateUnproven() {
        Message message = firehose("4621317030");
        assertThat(message.problems(false)).containsExactly(Kind.INVERSION_UNVERIFIABLE);
        // It says that there was no commit before.
        assertThat(message.body().get("since").isNull()).isTrue();
        assertThat(message.problems(true)).containsExactly(Kind.INCOMPLETE);
        assertThat(message.undo(message.ops(), UNKNOWN).outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void aCommitOfManyIsUndoneInReverseOnly() {
        Message message = firehose("4621332152");
        assertThat(message.ops()).hasSize(42).allMatch(op -> op.action() == Action.CREATE);
        assertThat(message.problems(false)).containsExactly(Kind.INVERSION_UNVERIFIABLE);
        List<RepoOperation> reversed = new ArrayList<>(message.ops());
        Collections.reverse(reversed);
        Inversion undone = message.undo(reversed, UNKNOWN);
        assertThat(undone.outcome()).isEqualTo(Outcome.MISMATCH);
        Cid before = Cid.parse(undone.detail().replace("leads to ", ""));
        assertThat(CommitProof.check(message::block, message.commit().data(), before, false, message.ops()))
                .isEmpty();
        assertThat(message.undo(message.ops(), before).outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void aRootCanBeKnownByItsCidAlone() {
        Message message = firehose("4623075231");
        Inversion undone = message.undo(message.ops(), UNKNOWN);
        assertThat(undone.outcome()).isEqualTo(Outcome.INCOMPLETE);
        Cid before = Cid.parse(undone.detail());
        assertThat(message.undo(message.ops(), before).outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(CommitProof.check(message::block, message.commit().data(), before, false, message.ops()))
                .isEmpty();
    }

    private static List<Message> scenario(String file, int commits) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : Vectors.json("indigo/relay-scenarios/" + file).get("messages")) {
            if (message.at("/frame/header/t").asText().equals("#commit")) {
                messages.add(Message.of(message.at("/frame/body")));
            }
        }
        Vectors.report("commits of " + file, messages.size(), commits);
        return messages;
    }

    private static Message firehose(String seq) {
        Message message = Message.of(Vectors.json("indigo/firehose-commit/firehose_commit_" + seq + ".json"));
        Vectors.report("operations of commit " + seq, message.ops().size());
        return message;
    }

    private static @Nullable Cid link(JsonNode node, String field) {
        JsonNode link = node.path(field).path("$link");
        return link.isMissingNode() ? null : Cid.parse(link.textValue());
    }
}
