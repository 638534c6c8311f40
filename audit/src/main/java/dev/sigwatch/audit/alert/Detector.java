package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Set;

/** Recognizes one rule. Pure: all it knows comes with the call. */
public interface Detector {
    /** What it recognizes. */
    Rule rule();

    /** The findings it reads in events; one that reads others than these says so in {@code detect.Signals}. */
    Set<FindingCode> reads();

    /**
     * Looks at a signal.
     *
     * @param memory what was noticed of the DID before, this signal included
     * @return what is to be told, empty mostly
     */
    List<Detection> detect(Signal signal, Memory memory, Policy policy);

    /**
     * Looks at what time alone makes of what was noticed.
     *
     * @param now microseconds since the epoch
     */
    default List<Detection> later(Memory memory, long now) {
        return List.of();
    }

    /** For how long an incident may go on before somebody's watching the DID makes it more urgent; microseconds. */
    default long patience() {
        return 0;
    }
}
