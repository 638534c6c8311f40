package dev.sigwatch.job.type;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The binary form of one immutable type. Stateless.
 *
 * <p>To change a form, raise {@link #version} and keep reading the old ones: they rest in checkpoints.
 */
interface Codec<T> extends Serializable {
    /** Names the form in checkpoints, whatever the class is called; never changes. */
    String name();

    Class<T> type();

    /** The version written, 1 to 127. */
    default int version() {
        return 1;
    }

    void write(T value, DataOutputView out) throws IOException;

    /** @param version the version the value was written with, at most {@link #version} */
    T read(int version, DataInputView in) throws IOException;
}
