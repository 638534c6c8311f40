package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
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

/** A rule that reads findings of registry records. What nobody proved to be signed is no publisher's doing, and is not looked at. */
abstract class RecordDetector implements Detector {
    static final String MANIFEST = "io.atcr.manifest";
    static final String TAG = "io.atcr.tag";

    private static final String DELETE = "delete";

    private final Rule rule;
    private final Set<FindingCode> reads;

    RecordDetector(Rule rule, Set<FindingCode> reads) {
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
        if (!(signal instanceof Signal.OfEvent event) || event.judgement().signature() != Proof.PASS) {
            return List.of();
        }
        List<Detection> detections = new ArrayList<>();
        for (RecordFacts record : event.event().records()) {
            List<Finding> read = record.findings().stream()
                    .filter(finding -> reads.contains(finding.code()))
                    .toList();
            Detection.Builder found = read.isEmpty() ? null : found(event, record, read);
            if (found != null) {
                detections.add(told(found, event, record, read));
            } else if (endsIt(event.event(), record)) {
                detections.add(over(event, record));
            }
        }
        return detections;
    }

    /** What to tell of a record, without its evidence; null if nothing. */
    abstract Detection.@Nullable Builder found(Signal.OfEvent signal, RecordFacts record, List<Finding> findings);

    /** Whether a record in which nothing was found ends an incident about its path. */
    abstract boolean endsIt(CheckedEvent event, RecordFacts record);

    /** Begins a detection about a record. */
    final Detection.Builder about(String object, Signal.OfEvent signal) {
        return Detection.of(rule, object, signal.at());
    }

    private Detection told(Detection.Builder found, Signal.OfEvent signal, RecordFacts record, List<Finding> findings) {
        String first = signal.evidence().isEmpty() ? "" : signal.evidence().get(0);
        List<String> sentences = new ArrayList<>();
        for (Finding finding : findings) {
            found.finding(finding.code());
            String detail = finding.detail().isEmpty() ? "" : " (" + RecordWords.detail(finding) + ")";
            sentences.add(finding.code().sentence() + detail);
        }
        return found.evidence(signal.evidence())
                .line(
                        signal.at(),
                        Words.capital(Words.event(signal.event())) + ", " + RecordWords.image(record) + ": "
                                + String.join(" ", sentences),
                        first)
                .fact("path", Words.name(record.path()))
                .fact("repository", Words.name(record.repository()))
                .fact("tag", Words.name(record.tag()))
                .fact("digest", Words.name(RecordWords.digest(record)))
                .fact("digest_before", Words.name(record.registry().beforeDigest()))
                .fact("record", record.recordCid())
                .fact("record_before", record.prevCid())
                .fact("host", Words.name(signal.event().facts().host()))
                .fact("rev", Words.name(signal.event().rev()))
                .fact("commit", signal.event().commitCid())
                .fact("key", signal.judgement().key())
                .raised();
    }

    private Detection over(Signal.OfEvent signal, RecordFacts record) {
        String what = isDelete(record) ? " deleted it at " : " wrote it anew at ";
        String image = RecordWords.image(record);
        String sentence =
                "Over for " + image + ": " + Words.event(signal.event()) + what + Words.time(signal.at()) + ".";
        String evidence = signal.evidence().isEmpty() ? "" : signal.evidence().get(0);
        return Detection.recovery(rule, record.path(), signal.at(), sentence, evidence);
    }

    static boolean isDelete(RecordFacts record) {
        return record.action().equals(DELETE);
    }

    /** Whether an event tells of operations, not of what was there when somebody looked. */
    static boolean isCommit(CheckedEvent event) {
        return event.kind() == EventKind.COMMIT;
    }
}
