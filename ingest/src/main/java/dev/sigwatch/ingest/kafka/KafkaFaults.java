package dev.sigwatch.ingest.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Sorts Kafka's failures by who can mend them. */
public final class KafkaFaults {
    private KafkaFaults() {}

    /** Whether only the operator can mend it: credentials, rights, names, versions. */
    public static boolean isOperators(Throwable fault) {
        return has(fault, AuthenticationException.class)
                || has(fault, AuthorizationException.class)
                || has(fault, InvalidTopicException.class)
                || has(fault, UnsupportedVersionException.class)
                || has(fault, org.apache.kafka.common.config.ConfigException.class);
    }

    /** Whether another producer with the same transactional id took over. */
    public static boolean isFenced(Throwable fault) {
        return has(fault, ProducerFencedException.class) || has(fault, InvalidProducerEpochException.class);
    }

    /** One line that names the innermost cause, which is what says something. */
    public static String describe(Throwable fault) {
        Throwable innermost = fault;
        for (int i = 0; i < 8 && innermost.getCause() != null; i++) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    private static boolean has(Throwable fault, Class<? extends Throwable> type) {
        @Nullable Throwable at = fault;
        for (int i = 0; i < 8 && at != null; i++) {
            if (type.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
