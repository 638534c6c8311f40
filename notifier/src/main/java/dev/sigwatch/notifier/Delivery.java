package dev.sigwatch.notifier;

import java.time.Duration;
import java.util.Optional;

/** What came of one try to tell of an alert. */
public sealed interface Delivery {
    /** The receiver has it. */
    record Done() implements Delivery {}

    /**
     * The receiver could not be reached, or could not take it now.
     *
     * @param why one line
     * @param notBefore how long it asked to be left alone
     * @param perhapsTheAlert whether it may be this alert that it cannot take, rather than any
     */
    record Later(String why, Optional<Duration> notBefore, boolean perhapsTheAlert) implements Delivery {}

    /**
     * The receiver does not want it.
     *
     * @param why one line
     */
    record Refused(String why) implements Delivery {}
}
