package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.identity.IdentityState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of one DID. The job keeps it in keyed state, the command line in memory. */
public interface DidState {
    /** Never null; {@link KeyTimeline#EMPTY} at first. */
    KeyTimeline keys();

    void keys(KeyTimeline keys);

    /** Never null; {@link IdentityState#EMPTY} at first. Read with observations, and when a signature fails. */
    IdentityState identity();

    void identity(IdentityState identity);

    /** The commit in one of {@link JudgedCommit#REMEMBERED} places, null where there is none. Written with every commit in scope, read when history changes. */
    @Nullable
    JudgedCommit judged(int place);

    void judged(int place, JudgedCommit commit);

    /** Every one of them, in the order of their places, in a copy. */
    List<JudgedCommit> judged();

    /** Never null; {@link RepoHead#EMPTY} at first. Every event reads it, most write it. */
    RepoHead head();

    void head(RepoHead head);

    /** The commit in one of {@link SignedCommit#REMEMBERED} places, null where there is none. Read rarely, written with every commit. */
    @Nullable
    SignedCommit commit(int place);

    void commit(int place, SignedCommit commit);

    /** A registry record by its path, null where none is known. */
    @Nullable
    KnownRecord record(String path);

    void record(String path, KnownRecord record);

    void removeRecord(String path);

    /** Every registry record known, by path, in a copy. Read at the end of an export only. */
    Map<String, KnownRecord> records();

    /** Never null; {@link RegistryMemory#EMPTY} at first. Read and written with registry records only. */
    RegistryMemory registry();

    void registry(RegistryMemory memory);

    /** Something noted beside the records, null where there is none under this name. */
    @Nullable
    RegistryNote note(String name);

    void note(String name, RegistryNote note);

    void removeNote(String name);

    /** The export being judged, null where there is none. */
    @Nullable
    ExportProgress export();

    void export(@Nullable ExportProgress progress);

    /** How many events are held. */
    int heldCount();

    /** The event held longest; only while {@link #heldCount} is not 0. */
    HeldEvent firstHeld();

    void replaceFirstHeld(HeldEvent event);

    void removeFirstHeld();

    void addHeld(HeldEvent event);

    /** Every event held, longest held first, in a copy. */
    List<HeldEvent> held();

    /** Parts of exports that wait for the DID's key, in their order, in a copy; at most {@link DidJudge#MAX_WAITING_PARTS}. */
    List<CheckedEvent> waitingParts();

    void waitingParts(List<CheckedEvent> parts);
}
