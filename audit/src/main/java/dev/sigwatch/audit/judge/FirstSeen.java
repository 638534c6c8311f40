package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import java.util.ArrayList;
import java.util.List;

/** Notices a publisher's first image, and its first ones in a repository or on a storage service. */
final class FirstSeen {
    private static final String PUBLISHER = "publisher";
    private static final String REPOSITORY = "repository ";
    private static final String HOLD = "hold ";

    private final KnownRecords known;
    private final boolean complete;
    private final long at;

    /** @param complete whether what was not seen was not there; else what is seen is only remembered */
    FirstSeen(KnownRecords known, boolean complete, long at) {
        this.known = known;
        this.complete = complete;
        this.at = at;
    }

    /** Takes in what an export shows. */
    static void know(RecordFacts record, KnownRecords known, long at) {
        new FirstSeen(known, false, at).findings(record);
    }

    List<Finding> findings(RecordChange change) {
        return change.after() == null ? List.of() : findings(change.record());
    }

    private List<Finding> findings(RecordFacts record) {
        boolean isManifest = record.collection().equals(KnownRecord.MANIFEST);
        if (!isManifest && !record.collection().equals(KnownRecord.TAG)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        if (known.isNew(PUBLISHER, at)) {
            findings.add(FindingCode.PUBLISHER_FIRST_SEEN.found());
        }
        if (!record.repository().isEmpty() && known.isNew(REPOSITORY + cut(record.repository()), at)) {
            findings.add(FindingCode.REPOSITORY_FIRST_SEEN.found(record.repository()));
        }
        if (isManifest && !record.holdDid().isEmpty() && known.isNew(HOLD + cut(record.holdDid()), at)) {
            findings.add(FindingCode.HOLD_FIRST_SEEN.found(record.holdDid()));
        }
        return complete ? findings : List.of();
    }

    private static String cut(String name) {
        return name.length() > KnownRecord.MAX_TEXT ? name.substring(0, KnownRecord.MAX_TEXT) : name;
    }
}
