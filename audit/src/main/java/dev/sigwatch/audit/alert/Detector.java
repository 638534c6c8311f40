package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.FindingCode;
import java.util.List;
import java.util.Set;

/** Recognizes one rule. Pure: all it knows comes with the call. */
public interface Detector {
    /** What it recognizes. */
    Rule rule();

    /** The findings it reads; a signal without any of them may be kept from it, unless {@link #readsAlso} wants it. */
    Set<FindingCode> reads();

    /** Whether it wants a signal for more than its findings. */
    default boolean readsAlso(Signal signal) {
        return false;
    }

    /**
     * Looks at a signal.
     *
     * @param memory what was noticed of the DID before, this signal included
     * @return what is to be told, empty mostly
     */
    List<Detection> detect(Signal signal, Memory memory);
}
