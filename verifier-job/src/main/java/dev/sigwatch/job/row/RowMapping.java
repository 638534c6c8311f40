package dev.sigwatch.job.row;

import java.io.Serializable;

/** Makes rows of a value; the same rows of the same value, always. */
public interface RowMapping<T> extends Serializable {
    /** Gives {@code out} the value's rows, of one or several tables. */
    void rows(T value, RowOutput out);
}
