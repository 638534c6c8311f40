package dev.sigwatch.audit.capture;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.judge.JudgeOutput;
import dev.sigwatch.audit.judge.KeyEntry;
import dev.sigwatch.audit.judge.MemoryState;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Audits a capture with the pure part alone. The capture is the whole world: its observations are all known from the start, and
 * what they do not settle by its end is concluded under the newest of them.
 */
public final class CaptureAuditor {
    /** Later than any frame: nothing is asked for twice. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final DidJudge judge;
    private final BiConsumer<CheckedEvent, Judgement> conclusions;
    private final Map<String, MemoryState> states = new HashMap<>();
    private final TreeMap<Long, Runnable> waiting = new TreeMap<>();
    private final Deque<RepoRequest> unanswered = new ArrayDeque<>();
    private long nextOut;

    /** @param conclusions given one conclusion per frame, in capture order */
    public CaptureAuditor(SignatureVerifier verifier, BiConsumer<CheckedEvent, Judgement> conclusions) {
        this.judge = new DidJudge(verifier);
        this.conclusions = conclusions;
    }

    /**
     * Audits every frame.
     *
     * @return how many frames there were
     * @throws CaptureException if the capture cannot be read to its end
     */
    public long audit(Capture capture) throws CaptureException {
        long count = 0;
        try (FrameSequence.Reader frames = capture.openFrames()) {
            StreamPosition position = new StreamPosition();
            for (CaptureFrame frame = frames.next(); frame != null; frame = frames.next()) {
                CheckedEvent event = FrameAuditor.check(position.next(frame), 0, count++);
                judge.onEvent(event, 0, state(event.did(), capture), output);
                refuse(capture);
            }
        } catch (CaptureException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureException("cannot close " + capture.frames(), e);
        }
        for (Map.Entry<String, MemoryState> state : List.copyOf(states.entrySet())) {
            finish(state.getKey(), state.getValue(), capture);
        }
        return count;
    }

    /** Nobody can be asked for a repository's export, and what waits for one must not wait. */
    private void refuse(Capture capture) {
        while (!unanswered.isEmpty()) {
            RepoRequest request = unanswered.remove();
            ExportPart failure = ExportPart.failure(request, "", NEVER, ExportPart.NO_NETWORK);
            judge.onEvent(ExportAuditor.check(failure, 0, -1), 0, state(request.did(), capture), output);
        }
    }

    private MemoryState state(String did, Capture capture) {
        return states.computeIfAbsent(did, key -> {
            MemoryState state = MemoryState.withoutRevisions();
            for (IdentityObservation observation : capture.identities().getOrDefault(did, List.of())) {
                judge.onObservation(observation, state, output);
            }
            return state;
        });
    }

    private void finish(String did, MemoryState state, Capture capture) {
        if (state.heldCount() == 0) {
            return;
        }
        List<IdentityObservation> observations = capture.identities().getOrDefault(did, List.of());
        KeyEntry newest = state.keys().newest();
        for (IdentityObservation observation : observations) {
            boolean isAnswer = observation.kind() == IdentityObservation.Kind.DID_DOCUMENT
                    || observation.kind() == IdentityObservation.Kind.NOT_FOUND;
            if (isAnswer && newest != null && observation.observedAt() == newest.lastObserved()) {
                judge.onObservation(
                        new IdentityObservation(
                                did, observation.kind(), observation.source(), Long.MAX_VALUE, observation.body()),
                        state,
                        output);
                break;
            }
        }
        refuse(capture);
        judge.onTimeout(Long.MAX_VALUE, state, output);
    }

    private final JudgeOutput output = new JudgeOutput() {
        @Override
        public void judged(CheckedEvent event, Judgement judgement) {
            if (event.kind() == EventKind.EXPORT) {
                return;
            }
            waiting.put(event.facts().offset(), () -> conclusions.accept(event, judgement));
            while (!waiting.isEmpty() && waiting.firstKey() == nextOut) {
                waiting.pollFirstEntry().getValue().run();
                nextOut++;
            }
        }

        @Override
        public void identity(JudgedIdentity identity) {
            // Of a capture only the frames are told.
        }

        @Override
        public void revised(
                CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {
            throw new IllegalStateException("a capture's observations are all known before its first frame");
        }

        @Override
        public void ask(IdentityRequest request) {
            // Nobody to ask: the capture's observations are all known already.
        }

        @Override
        public void ask(RepoRequest request) {
            unanswered.add(request);
        }
    };
}
