package dev.sigwatch.job.alert;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The simplest detector: every signal of a shared key is a detection. */
final class SharedKeys implements Detector {
    static Signal signal(String did, long at) {
        return new Signal.OfSharedKey(did, "did:key:z", "https://pds.test", List.of(), at);
    }

    @Override
    public Rule rule() {
        return Rule.K11;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        return List.of(new Detection(
                Rule.K11,
                "object",
                Priority.P3,
                Priority.P1,
                "title",
                "sentence",
                signal.at(),
                null,
                List.of(),
                List.of(),
                List.of(new Alert.StoryLine(signal.at(), "seen", "")),
                Map.of(),
                Detection.Explicable.NEVER,
                false));
    }
}
