package dev.sigwatch.audit.alert;

import java.util.List;

/**
 * What a signal, or time, led to.
 *
 * @param alerts to be told, each a new version
 * @param state to be kept
 * @param wakeAt when {@link AlertJudge#onTimer} is to be called, microseconds since the epoch, whatever was asked for before;
 *     {@link #NEVER} if not
 */
public record AlertDecision(List<Alert> alerts, AlertState state, long wakeAt) {
    /** Nothing waits for time to pass. */
    public static final long NEVER = Long.MAX_VALUE;
}
