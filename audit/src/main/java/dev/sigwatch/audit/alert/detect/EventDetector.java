package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule that reads findings of single events. */
abstract class EventDetector implements Detector {
    private final Rule rule;
    private final Set<FindingCode> reads;

    EventDetector(Rule rule, Set<FindingCode> reads) {
        this.rule = rule;
        this.reads = reads;
    }

    @Override
    public final Rule rule() {
        return rule;
    }

    @Override
    public final Set<FindingCode> reads() {
        return reads;
    }

    @Override
    public final List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        if (!(signal instanceof Signal.OfEvent event)) {
            return List.of();
        }
        List<Detection> detections = new ArrayList<>();
        for (Finding finding : event.judgement().findings()) {
            Detection.Builder detection = reads.contains(finding.code()) ? found(event, finding, memory) : null;
            if (detection != null) {
                detections.add(detection
                        .finding(finding.code())
                        .evidence(event.evidence())
                        .line(event.at(), line(event, finding), first(event.evidence()))
                        .fact("host", Words.name(event.event().facts().host()))
                        .fact("rev", Words.name(event.event().rev()))
                        .fact("commit", event.event().commitCid())
                        .fact("key", event.judgement().key())
                        .raised());
            }
        }
        Detection recovery = recovery(event);
        if (recovery != null) {
            detections.add(recovery);
        }
        return detections;
    }

    /** What to tell of a finding, without its evidence; null if nothing. */
    abstract Detection.@Nullable Builder found(Signal.OfEvent signal, Finding finding, Memory memory);

    /** What ends with this event, null if nothing does. */
    @Nullable
    Detection recovery(Signal.OfEvent signal) {
        return null;
    }

    /** Begins a detection about an object. */
    final Detection.Builder about(String object, Signal.OfEvent signal) {
        return Detection.of(rule, object, signal.at());
    }

    private static String line(Signal.OfEvent signal, Finding finding) {
        String detail = finding.detail().isEmpty() ? "" : " (" + Words.name(finding.detail()) + ")";
        return Words.capital(Words.event(signal.event())) + ": "
                + finding.code().sentence() + detail;
    }

    private static String first(List<String> evidence) {
        return evidence.isEmpty() ? "" : evidence.get(0);
    }
}
