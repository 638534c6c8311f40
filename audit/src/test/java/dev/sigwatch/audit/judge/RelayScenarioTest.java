package dev.sigwatch.audit.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference relay's own scenarios: what it must drop is never verified, and what it must pass on is never called false. */
class RelayScenarioTest implements JudgeOutput {
    private static final Path SCENARIOS = Path.of("../../shared/vectors/indigo/relay-scenarios");
    private static final long NOW = 1_793_500_000_000_000L;

    private final DidJudge judge = new DidJudge(SignatureVerifiers.bouncyCastle());
    private final MemoryState state = new MemoryState();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<RepoRequest> questions = new ArrayList<>();
    private long highest = -1;

    @ParameterizedTest
    @CsvSource({
        "post_lifecycle.json, 6, 0",
        "post_lifecycle_legacy.json, 6, 0",
        "legacy.json, 3, 0",
        "account_lifecycle.json, 4, 0",
        "seq_ordering.json, 4, 2"
    })
    void whatARelayMustDropIsNotVerified(String file, int messages, int dropped) throws IOException {
        assumeTrue(Files.exists(SCENARIOS), () -> "no vectors at " + SCENARIOS + ": skipped");
        JsonNode scenario = new ObjectMapper().readTree(Files.readAllBytes(SCENARIOS.resolve(file)));
        knowTheKey(scenario.at("/accounts/0/identity"));
        List<Boolean> drops = new ArrayList<>();
        for (JsonNode message : scenario.path("messages")) {
            receive(message.path("frame"));
            drops.add(message.path("drop").asBoolean());
        }
        System.out.println("vectors: " + drops.size() + " messages of " + file + ", " + verdicts);
        assertThat(drops).hasSize(messages).filteredOn(drop -> drop).hasSize(dropped);
        assertThat(verdicts).hasSameSizeAs(drops);
        for (int i = 0; i < drops.size(); i++) {
            if (drops.get(i)) {
                assertThat(verdicts.get(i)).as(file + " message " + i).isIn(Verdict.VIOLATION, Verdict.UNPROVEN);
            } else {
                assertThat(verdicts.get(i)).as(file + " message " + i).isNotIn(Verdict.VIOLATION, Verdict.MALFORMED);
            }
        }
    }

    private void knowTheKey(JsonNode identity) {
        String did = identity.path("did").asText();
        PublicKey key = PublicKey.parseMultikey(
                identity.at("/keys/atproto/publicKeyMultibase").asText());
        String document = "{\"id\":\"" + did + "\",\"verificationMethod\":[{\"id\":\"" + did
                + "#atproto\",\"type\":\"Multikey\",\"controller\":\"" + did + "\",\"publicKeyMultibase\":\""
                + key.toMultikey() + "\"}]}";
        judge.onObservation(
                new IdentityObservation(
                        did, IdentityObservation.Kind.DID_DOCUMENT, "", NOW, document.getBytes(StandardCharsets.UTF_8)),
                state,
                this);
    }

    private void receive(JsonNode frame) {
        JsonNode body = frame.path("body");
        long seq = body.path("seq").asLong();
        byte[] bytes = FrameEncoder.encode(
                event(frame.at("/header/t").asText(), body),
                seq,
                body.path("time").asText());
        Frame received = new Frame("relay", seq, highest, true, NOW + verdicts.size(), bytes);
        highest = Math.max(highest, seq);
        judge.onEvent(FrameAuditor.check(received, 0, verdicts.size()), NOW, state, this);
        while (!questions.isEmpty()) {
            ExportPart none = ExportPart.failure(questions.remove(0), "", NOW * 2, ExportPart.NO_NETWORK);
            judge.onEvent(ExportAuditor.check(none, 0, 0), NOW, state, this);
        }
    }

    private static RepoEvent event(String type, JsonNode body) {
        return switch (type) {
            case "#commit" -> commit(body);
            case "#sync" ->
                new RepoEvent.Sync(did(body, "did"), Tid.parse(body.path("rev").asText()), blocks(body));
            case "#identity" -> new RepoEvent.Identity(did(body, "did"), null);
            case "#account" ->
                new RepoEvent.Account(
                        did(body, "did"),
                        body.path("active").asBoolean(),
                        body.path("status").asText(null));
            default -> throw new IllegalArgumentException("unexpected message " + type);
        };
    }

    private static RepoEvent commit(JsonNode body) {
        List<RepoOperation> ops = new ArrayList<>();
        for (JsonNode op : body.path("ops")) {
            ops.add(new RepoOperation(
                    Objects.requireNonNull(
                            RepoOperation.Action.ofWireName(op.path("action").asText())),
                    RepoPath.parse(op.path("path").asText()),
                    link(op.path("cid")),
                    link(op.path("prev"))));
        }
        String since = body.path("since").asText(null);
        return new RepoEvent.Commit(
                did(body, "repo"),
                Tid.parse(body.path("rev").asText()),
                since == null || since.equals("null") ? null : Tid.parse(since),
                Objects.requireNonNull(link(body.path("commit"))),
                blocks(body),
                ops,
                ops.size(),
                link(body.path("prevData")),
                false,
                false);
    }

    private static Did did(JsonNode body, String field) {
        return Did.parse(body.path(field).asText());
    }

    private static @Nullable Cid link(JsonNode node) {
        return node.has("$link") ? Cid.parse(node.path("$link").asText()) : null;
    }

    private static Slice blocks(JsonNode body) {
        return Slice.of(Base64.getDecoder().decode(body.at("/blocks/$bytes").asText()));
    }

    @Override
    public void judged(CheckedEvent event, Judgement judgement) {
        if (event.kind() != EventKind.EXPORT) {
            verdicts.add(judgement.verdict());
        }
    }

    @Override
    public void identity(JudgedIdentity identity) {}

    @Override
    public void revised(CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {}

    @Override
    public void ask(IdentityRequest request) {}

    @Override
    public void ask(RepoRequest request) {
        questions.add(request);
    }
}
