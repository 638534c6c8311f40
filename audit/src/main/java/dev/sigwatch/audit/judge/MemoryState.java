package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.identity.IdentityState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is remembered of one DID, on the heap. */
public final class MemoryState implements DidState {
    private final boolean keepsJudged;
    private final Deque<HeldEvent> held = new ArrayDeque<>();
    private final Map<Integer, JudgedCommit> judged = new TreeMap<>();
    private IdentityState identity = IdentityState.EMPTY;
    private KeyTimeline keys = KeyTimeline.EMPTY;
    private final @Nullable SignedCommit[] commits = new SignedCommit[SignedCommit.REMEMBERED];
    private final Map<String, KnownRecord> records = new HashMap<>();
    private final Map<String, RegistryNote> notes = new HashMap<>();
    private RegistryMemory registry = RegistryMemory.EMPTY;
    private RepoHead head = RepoHead.EMPTY;
    private @Nullable ExportProgress export;
    private List<CheckedEvent> waitingParts = List.of();

    /** A state that keeps all there is to keep. */
    public MemoryState() {
        this(true);
    }

    private MemoryState(boolean keepsJudged) {
        this.keepsJudged = keepsJudged;
    }

    /** A state of a DID of which everything is known beforehand, so that nothing is ever judged again. */
    public static MemoryState withoutRevisions() {
        return new MemoryState(false);
    }

    @Override
    public KeyTimeline keys() {
        return keys;
    }

    @Override
    public void keys(KeyTimeline next) {
        keys = next;
    }

    @Override
    public IdentityState identity() {
        return identity;
    }

    @Override
    public void identity(IdentityState next) {
        identity = next;
    }

    @Override
    public @Nullable JudgedCommit judged(int place) {
        return judged.get(place);
    }

    @Override
    public void judged(int place, JudgedCommit commit) {
        if (keepsJudged) {
            judged.put(place, commit);
        }
    }

    @Override
    public List<JudgedCommit> judged() {
        return List.copyOf(judged.values());
    }

    @Override
    public RepoHead head() {
        return head;
    }

    @Override
    public void head(RepoHead next) {
        head = next;
    }

    @Override
    public int heldCount() {
        return held.size();
    }

    @Override
    public HeldEvent firstHeld() {
        return held.getFirst();
    }

    @Override
    public void replaceFirstHeld(HeldEvent event) {
        held.removeFirst();
        held.addFirst(event);
    }

    @Override
    public void removeFirstHeld() {
        held.removeFirst();
    }

    @Override
    public void addHeld(HeldEvent event) {
        held.addLast(event);
    }

    @Override
    public List<HeldEvent> held() {
        return List.copyOf(held);
    }

    @Override
    public @Nullable SignedCommit commit(int place) {
        return commits[place];
    }

    @Override
    public void commit(int place, SignedCommit commit) {
        commits[place] = commit;
    }

    @Override
    public @Nullable KnownRecord record(String path) {
        return records.get(path);
    }

    @Override
    public void record(String path, KnownRecord record) {
        records.put(path, record);
    }

    @Override
    public void removeRecord(String path) {
        records.remove(path);
    }

    @Override
    public Map<String, KnownRecord> records() {
        return Map.copyOf(records);
    }

    @Override
    public RegistryMemory registry() {
        return registry;
    }

    @Override
    public void registry(RegistryMemory next) {
        registry = next;
    }

    @Override
    public @Nullable RegistryNote note(String name) {
        return notes.get(name);
    }

    @Override
    public void note(String name, RegistryNote note) {
        notes.put(name, note);
    }

    @Override
    public void removeNote(String name) {
        notes.remove(name);
    }

    /** How many notes there are. */
    int noteCount() {
        return notes.size();
    }

    @Override
    public @Nullable ExportProgress export() {
        return export;
    }

    @Override
    public void export(@Nullable ExportProgress progress) {
        export = progress;
    }

    @Override
    public List<CheckedEvent> waitingParts() {
        return waitingParts;
    }

    @Override
    public void waitingParts(List<CheckedEvent> parts) {
        waitingParts = List.copyOf(parts);
    }
}
