package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import java.util.ArrayList;
import java.util.List;

/** What the operations of one commit mean against what was known before it, and what there is at its end. */
final class CommitChanges {
    private static final long MICROS_PER_MINUTE = 60_000_000L;
    private static final String CREW = "io.atcr.hold.crew";
    private static final String CAPTAIN = "io.atcr.hold.captain";
    private static final String STATS = "io.atcr.hold.stats";

    private final CheckedEvent event;
    private final List<RecordChange> changes;
    private final KnownRecords known;
    private final boolean complete;

    /**
     * @param known as it is at the commit's end
     * @param complete whether what is not known is not there
     */
    CommitChanges(CheckedEvent event, List<RecordChange> changes, KnownRecords known, boolean complete) {
        this.event = event;
        this.changes = changes;
        this.known = known;
        this.complete = complete;
    }

    /** The commit's records with what was found. */
    List<RecordFacts> judged(DidState state) {
        TagChange tags = new TagChange(event.did(), known, complete);
        ManifestChange manifests = new ManifestChange(known, complete);
        FirstSeen firsts = new FirstSeen(known, complete, event.facts().receivedAt());
        int flooding = flooding(state);
        int images = 0;
        List<RecordFacts> judged = new ArrayList<>();
        for (RecordChange change : changes) {
            List<Finding> findings = new ArrayList<>(
                    switch (change.record().collection()) {
                        case KnownRecord.TAG -> tags.findings(change);
                        case KnownRecord.MANIFEST -> manifests.findings(change);
                        case CREW -> StorageChange.ofCrew(change);
                        case CAPTAIN -> StorageChange.ofCaptain(change);
                        case STATS -> StorageChange.ofStatistics(change);
                        default -> List.of();
                    });
            findings.addAll(firsts.findings(change));
            if (isImage(change) && images++ == flooding) {
                findings.add(FindingCode.FLOOD.found(
                        "more than " + RegistryMemory.FLOOD_PER_MINUTE + " manifests and tags in one minute"));
            }
            judged.add(change.record().judged(change.digestBefore(), findings));
        }
        return List.copyOf(judged);
    }

    /** Counts the commit's images; returns which of them is the first too many, by its place among them, -1 if none is. */
    private int flooding(DidState state) {
        int written = (int) changes.stream().filter(CommitChanges::isImage).count();
        if (written == 0) {
            return -1;
        }
        long minute = event.facts().receivedAt() / MICROS_PER_MINUTE;
        RegistryMemory counted = state.registry().withWrites(minute, written);
        state.registry(counted);
        int earlier = counted.writes() - written;
        return counted.writes() <= RegistryMemory.FLOOD_PER_MINUTE
                ? -1
                : Math.max(0, RegistryMemory.FLOOD_PER_MINUTE - earlier);
    }

    private static boolean isImage(RecordChange change) {
        String collection = change.record().collection();
        return collection.equals(KnownRecord.TAG) || collection.equals(KnownRecord.MANIFEST);
    }
}
