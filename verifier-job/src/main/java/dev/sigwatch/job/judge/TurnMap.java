package dev.sigwatch.job.judge;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** Values of the current key under keys of their own, each read and written by itself, at once. */
final class TurnMap<K extends Comparable<K>, V> {
    private final MapState<K, V> state;

    TurnMap(MapState<K, V> state) {
        this.state = state;
    }

    @Nullable
    V get(K key) {
        return BackendAccess.of(() -> state.get(key));
    }

    void put(K key, V value) {
        BackendAccess.of(() -> {
            state.put(key, value);
            return null;
        });
    }

    void remove(K key) {
        BackendAccess.of(() -> {
            state.remove(key);
            return null;
        });
    }

    /** All of them, in the order of their keys. */
    Map<K, V> copy() {
        Map<K, V> copy = new TreeMap<>();
        BackendAccess.of(() -> {
            for (Map.Entry<K, V> entry : state.entries()) {
                copy.put(entry.getKey(), entry.getValue());
            }
            return null;
        });
        return copy;
    }
}
