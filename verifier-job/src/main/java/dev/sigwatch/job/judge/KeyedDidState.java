package dev.sigwatch.job.judge;

import dev.sigwatch.audit.judge.DidState;
import dev.sigwatch.audit.judge.HeldEvent;
import dev.sigwatch.audit.judge.KeyTimeline;
import dev.sigwatch.audit.judge.RepoHeads;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.HeldBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The state of the current key. Each value is read at most once per turn: reads from RocksDB cost more than the rest of an
 * operator's work.
 */
final class KeyedDidState implements DidState {
    private final ValueState<KeyTimeline> keysState;
    private final ValueState<RepoHeads> headsState;
    private final ValueState<HeldBounds> boundsState;
    private final MapState<Long, HeldEvent> heldState;

    private @Nullable KeyTimeline keys;
    private @Nullable RepoHeads heads;
    private @Nullable HeldBounds bounds;

    KeyedDidState(RuntimeContext context) {
        keysState = context.getState(new ValueStateDescriptor<>("keys", FlinkTypes.KEY_TIMELINE));
        headsState = context.getState(new ValueStateDescriptor<>("heads", FlinkTypes.REPO_HEADS));
        boundsState = context.getState(new ValueStateDescriptor<>("held-bounds", FlinkTypes.HELD_BOUNDS));
        heldState = context.getMapState(new MapStateDescriptor<>("held", Types.LONG, FlinkTypes.HELD_EVENT));
    }

    /** Forgets what was read for the key before. To be called at the beginning of every turn. */
    void turn() {
        keys = null;
        heads = null;
        bounds = null;
    }

    @Override
    public KeyTimeline keys() {
        if (keys == null) {
            keys = read(keysState, KeyTimeline.EMPTY);
        }
        return keys;
    }

    @Override
    public void keys(KeyTimeline next) {
        keys = next;
        write(keysState, next);
    }

    @Override
    public RepoHeads heads() {
        if (heads == null) {
            heads = read(headsState, RepoHeads.EMPTY);
        }
        return heads;
    }

    @Override
    public void heads(RepoHeads next) {
        heads = next;
        write(headsState, next);
    }

    @Override
    public int heldCount() {
        return bounds().count();
    }

    @Override
    public HeldEvent firstHeld() {
        HeldEvent first = access(() -> heldState.get(bounds().first()));
        if (first == null) {
            throw new IllegalStateException("no held event has number " + bounds().first());
        }
        return first;
    }

    @Override
    public void replaceFirstHeld(HeldEvent event) {
        put(bounds().first(), event);
    }

    @Override
    public void removeFirstHeld() {
        long first = bounds().first();
        access(() -> {
            heldState.remove(first);
            return null;
        });
        bounds(new HeldBounds(first + 1, bounds().next()));
    }

    @Override
    public void addHeld(HeldEvent event) {
        put(bounds().next(), event);
        bounds(new HeldBounds(bounds().first(), bounds().next() + 1));
    }

    private void put(long number, HeldEvent event) {
        access(() -> {
            heldState.put(number, event);
            return null;
        });
    }

    private HeldBounds bounds() {
        if (bounds == null) {
            bounds = read(boundsState, HeldBounds.NONE);
        }
        return bounds;
    }

    private void bounds(HeldBounds next) {
        bounds = next;
        if (next.count() == 0) {
            boundsState.clear();
            bounds = HeldBounds.NONE;
        } else {
            write(boundsState, next);
        }
    }

    private static <T> T read(ValueState<T> state, T absent) {
        T value = access(state::value);
        return value == null ? absent : value;
    }

    private static <T> void write(ValueState<T> state, T value) {
        access(() -> {
            state.update(value);
            return null;
        });
    }

    /** The state backend failing is not the audit's business: it fails the task, which starts again from the checkpoint. */
    private static <T> @Nullable T access(Access<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("keyed state", e);
        }
    }

    private interface Access<T> {
        @Nullable
        T run() throws Exception;
    }
}
