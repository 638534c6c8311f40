package dev.sigwatch.job.judge;

import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value of the current key, read at most once in a turn and written at most once, at its end. */
final class TurnValue<T> {
    private final ValueState<T> state;
    private @Nullable T value;
    private boolean isRead;
    private boolean isChanged;

    TurnValue(ValueState<T> state) {
        this.state = state;
    }

    /** Null where there is none. */
    @Nullable
    T get() {
        if (!isRead) {
            value = BackendAccess.of(state::value);
            isRead = true;
        }
        return value;
    }

    T orElse(T absent) {
        T present = get();
        return present == null ? absent : present;
    }

    /** Null for none. */
    void set(@Nullable T next) {
        value = next;
        isRead = true;
        isChanged = true;
    }

    void endTurn() {
        if (isChanged) {
            T last = value;
            BackendAccess.of(() -> {
                if (last == null) {
                    state.clear();
                } else {
                    state.update(last);
                }
                return null;
            });
        }
        value = null;
        isRead = false;
        isChanged = false;
    }
}
