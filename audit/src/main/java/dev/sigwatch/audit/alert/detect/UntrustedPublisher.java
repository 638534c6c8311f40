package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.audit.policy.TrustQuestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R5: an image is validly signed, and not by whom the trust policy trusts with its name. One incident for each policy that refuses; it
 * ends when a later push in the policy's scope is allowed. An image that cannot be vouched for is for other rules.
 */
final class UntrustedPublisher implements Detector {
    /** What an incident is about where no policy matched. */
    private static final String DEFAULT = "defaultAction";

    private static final int MAX_IMAGES = 3;

    @Override
    public Rule rule() {
        return Rule.R5;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        boolean isPush = policy.trust().isInForce()
                && signal instanceof Signal.OfEvent event
                && event.event().kind() == EventKind.COMMIT
                && TrustQuestion.evidence(event.judgement()) == Proof.PASS;
        if (!isPush || !(signal instanceof Signal.OfEvent push)) {
            return List.of();
        }
        List<Detection> detections = new ArrayList<>();
        images(push, memory, policy)
                .forEach((decision, images) -> detections.add(
                        decision.result() == TrustDecision.Result.ALLOWED
                                ? over(push, decision)
                                : refused(push, decision, images, policy.trust().hash())));
        return detections;
    }

    /** What is decided on the images of a commit, and on which. */
    private static Map<TrustDecision, List<String>> images(Signal.OfEvent push, Memory memory, Policy policy) {
        String handle = memory.handleVerified() ? memory.identity().handle() : "";
        Map<TrustDecision, List<String>> images = new LinkedHashMap<>();
        for (RecordFacts record : push.event().records()) {
            if (TrustQuestion.isImage(record)) {
                TrustQuestion question =
                        TrustQuestion.of(push.did(), handle, record.repository(), push.judgement(), push.at());
                images.computeIfAbsent(policy.trust().decide(question), decision -> new ArrayList<>())
                        .add(image(record));
            }
        }
        return images;
    }

    private static String image(RecordFacts record) {
        String version = record.tag().isEmpty() ? "@" + record.digest() : ":" + record.tag();
        return Words.name(record.repository()) + Words.name(version);
    }

    private Detection over(Signal.OfEvent push, TrustDecision decision) {
        return Detection.recovery(
                rule(),
                object(decision),
                push.at(),
                "Over: " + Words.event(push.event()) + " is allowed again. " + decision.reason(),
                first(push.evidence()));
    }

    private Detection refused(Signal.OfEvent push, TrustDecision decision, List<String> images, String hash) {
        boolean isDenied = decision.result() == TrustDecision.Result.DENIED;
        String what = images.size() <= MAX_IMAGES
                ? String.join(", ", images)
                : String.join(", ", images.subList(0, MAX_IMAGES)) + " and " + (images.size() - MAX_IMAGES) + " more";
        String where = decision.line() == 0 ? "" : " Line " + decision.line() + " of the policy says so.";
        Detection.Builder detection = Detection.of(rule(), object(decision), push.at());
        if (decision.policyName().isEmpty()) {
            // Nobody claimed anything of ours: the rest of the world publishes, too.
            detection.priority(Priority.P4, Priority.P3);
        } else if (!isDenied) {
            detection.priority(Priority.P3, Priority.P3);
        }
        return detection
                .saying(
                        isDenied
                                ? "Image of an untrusted publisher"
                                : "Image of an untrusted publisher, which is noted only",
                        Words.capital(Words.event(push.event())) + " wrote " + what
                                + ", validly signed, and the trust policy "
                                + (isDenied ? "refuses" : "would refuse") + " that. " + decision.reason() + where)
                .evidence(push.evidence())
                .line(
                        push.at(),
                        Words.capital(Words.event(push.event())) + " wrote " + what + ". " + decision.reason(),
                        first(push.evidence()))
                .fact("policy", Words.name(decision.policyName()))
                .fact("policy_line", Integer.toString(decision.line()))
                .fact("policy_hash", hash)
                .fact("policy_result", decision.result().wireName())
                .fact("images", what)
                .fact("host", Words.name(push.event().facts().host()))
                .fact("rev", Words.name(push.event().rev()))
                .fact("commit", push.event().commitCid())
                .fact("key", push.judgement().key())
                .raised();
    }

    private static String object(TrustDecision decision) {
        return decision.policyName().isEmpty() ? DEFAULT : Words.name(decision.policyName());
    }

    private static String first(List<String> evidence) {
        return evidence.isEmpty() ? "" : evidence.get(0);
    }
}
