package dev.sigwatch.job.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.judge.DidState;
import dev.sigwatch.audit.judge.ExportProgress;
import dev.sigwatch.audit.judge.HeldEvent;
import dev.sigwatch.audit.judge.JudgedCommit;
import dev.sigwatch.audit.judge.KeyTimeline;
import dev.sigwatch.audit.judge.KnownRecord;
import dev.sigwatch.audit.judge.RegistryMemory;
import dev.sigwatch.audit.judge.RegistryNote;
import dev.sigwatch.audit.judge.RepoHead;
import dev.sigwatch.audit.judge.SignedCommit;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.HeldBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The state of the current key. What every event needs is read at most once per turn and written at its end: an access to RocksDB
 * costs more than the rest of an operator's work. Everything else is read only when it is asked for.
 */
final class KeyedDidState implements DidState {
    private final TurnValue<KeyTimeline> keys;
    private final TurnValue<RepoHead> head;
    private final TurnValue<HeldBounds> bounds;
    private final TurnValue<ExportProgress> export;
    private final TurnMap<Long, HeldEvent> held;
    private final TurnMap<Integer, SignedCommit> commits;
    private final TurnMap<String, KnownRecord> records;
    private final TurnMap<String, RegistryNote> notes;
    private final TurnValue<RegistryMemory> registry;
    private final TurnMap<Integer, CheckedEvent> parts;
    private final TurnValue<IdentityState> identity;
    private final TurnMap<Integer, JudgedCommit> judged;

    private @Nullable List<CheckedEvent> waiting;
    private boolean partsBeganToWait;

    KeyedDidState(RuntimeContext context) {
        keys = value(context, "keys", FlinkTypes.KEY_TIMELINE);
        head = value(context, "heads", FlinkTypes.REPO_HEAD);
        bounds = value(context, "held-bounds", FlinkTypes.HELD_BOUNDS);
        export = value(context, "export", FlinkTypes.EXPORT_PROGRESS);
        held = map(context, "held", Types.LONG, FlinkTypes.HELD_EVENT);
        commits = map(context, "commits", Types.INT, FlinkTypes.SIGNED_COMMIT);
        records = map(context, "records", Types.STRING, FlinkTypes.KNOWN_RECORD);
        notes = map(context, "registry-notes", Types.STRING, FlinkTypes.REGISTRY_NOTE);
        registry = value(context, "registry", FlinkTypes.REGISTRY_MEMORY);
        parts = map(context, "waiting-parts", Types.INT, FlinkTypes.CHECKED_EVENT);
        identity = value(context, "identity", FlinkTypes.IDENTITY_STATE);
        judged = map(context, "judged", Types.INT, FlinkTypes.JUDGED_COMMIT);
    }

    /** Writes what changed, and forgets what was read. To be called at the end of every turn. */
    void endTurn() {
        keys.endTurn();
        head.endTurn();
        bounds.endTurn();
        export.endTurn();
        identity.endTurn();
        registry.endTurn();
        waiting = null;
        partsBeganToWait = false;
    }

    /** Whether parts of an export wait now and did not always do so during this turn. */
    boolean partsBeganToWait() {
        return partsBeganToWait;
    }

    @Override
    public KeyTimeline keys() {
        return keys.orElse(KeyTimeline.EMPTY);
    }

    @Override
    public void keys(KeyTimeline next) {
        keys.set(next);
    }

    @Override
    public IdentityState identity() {
        return identity.orElse(IdentityState.EMPTY);
    }

    /** Most observations tell nothing new, and a long history is a large value. */
    @Override
    public void identity(IdentityState next) {
        if (!next.equals(identity())) {
            identity.set(next);
        }
    }

    @Override
    public @Nullable JudgedCommit judged(int place) {
        return judged.get(place);
    }

    @Override
    public void judged(int place, JudgedCommit commit) {
        judged.put(place, commit);
    }

    @Override
    public List<JudgedCommit> judged() {
        return List.copyOf(judged.copy().values());
    }

    @Override
    public RepoHead head() {
        return head.orElse(RepoHead.EMPTY);
    }

    @Override
    public void head(RepoHead next) {
        head.set(next);
    }

    @Override
    public @Nullable SignedCommit commit(int place) {
        return commits.get(place);
    }

    @Override
    public void commit(int place, SignedCommit commit) {
        commits.put(place, commit);
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
        return records.copy();
    }

    @Override
    public RegistryMemory registry() {
        return registry.orElse(RegistryMemory.EMPTY);
    }

    @Override
    public void registry(RegistryMemory next) {
        registry.set(next);
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

    @Override
    public @Nullable ExportProgress export() {
        return export.get();
    }

    @Override
    public void export(@Nullable ExportProgress progress) {
        export.set(progress);
    }

    @Override
    public int heldCount() {
        return bounds().count();
    }

    @Override
    public HeldEvent firstHeld() {
        return held(bounds().first());
    }

    @Override
    public void replaceFirstHeld(HeldEvent event) {
        held.put(bounds().first(), event);
    }

    @Override
    public void removeFirstHeld() {
        HeldBounds before = bounds();
        held.remove(before.first());
        bounds.set(before.count() == 1 ? null : new HeldBounds(before.first() + 1, before.next()));
    }

    @Override
    public void addHeld(HeldEvent event) {
        HeldBounds before = bounds();
        held.put(before.next(), event);
        bounds.set(new HeldBounds(before.first(), before.next() + 1));
    }

    @Override
    public List<HeldEvent> held() {
        List<HeldEvent> all = new ArrayList<>();
        for (long number = bounds().first(); number < bounds().next(); number++) {
            all.add(held(number));
        }
        return all;
    }

    private HeldEvent held(long number) {
        HeldEvent event = held.get(number);
        if (event == null) {
            throw new IllegalStateException("no held event has number " + number);
        }
        return event;
    }

    private HeldBounds bounds() {
        return bounds.orElse(HeldBounds.NONE);
    }

    @Override
    public List<CheckedEvent> waitingParts() {
        if (waiting == null) {
            waiting = List.copyOf(parts.copy().values());
        }
        return waiting;
    }

    /** Parts are large, and mostly one comes behind those that wait already: only what differs is written. */
    @Override
    @SuppressWarnings("ReferenceEquality") // What was read in this turn and is given back is the same.
    public void waitingParts(List<CheckedEvent> next) {
        List<CheckedEvent> before = waitingParts();
        int place = 0;
        while (place < Math.min(before.size(), next.size()) && before.get(place) == next.get(place)) {
            place++;
        }
        for (; place < next.size(); place++) {
            parts.put(place, next.get(place));
        }
        for (; place < before.size(); place++) {
            parts.remove(place);
        }
        partsBeganToWait |= before.isEmpty() && !next.isEmpty();
        waiting = List.copyOf(next);
    }

    private static <T> TurnValue<T> value(RuntimeContext context, String name, TypeInformation<T> type) {
        ValueState<T> state = context.getState(new ValueStateDescriptor<>(name, type));
        return new TurnValue<>(state);
    }

    private static <K extends Comparable<K>, V> TurnMap<K, V> map(
            RuntimeContext context, String name, TypeInformation<K> key, TypeInformation<V> type) {
        return new TurnMap<>(context.getMapState(new MapStateDescriptor<>(name, key, type)));
    }
}
