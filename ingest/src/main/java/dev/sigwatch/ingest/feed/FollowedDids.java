package dev.sigwatch.ingest.feed;

import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.WholeTopic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Whose operations are taken from the feeds: publishers, and whoever was asked about. Safe for use by many threads. */
public final class FollowedDids {
    /** Most DIDs remembered for being asked about; the longest unasked is forgotten first, and looked up again when in doubt. */
    static final int MAX_ASKED = 500_000;

    private final Predicate<String> isPublisher;
    private final Map<String, Boolean> asked;
    private boolean recovered;

    /** @param isPublisher whether a DID is in the publisher set */
    public FollowedDids(Predicate<String> isPublisher) {
        this(isPublisher, MAX_ASKED);
    }

    FollowedDids(Predicate<String> isPublisher, int maxAsked) {
        this.isPublisher = isPublisher;
        this.asked = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > maxAsked;
            }
        };
    }

    /** Somebody asks about a DID, whose operations are therefore of interest from now on. */
    public synchronized void asked(String did) {
        if (did.startsWith("did:plc:")) {
            asked.put(did, true);
        }
    }

    /**
     * Remembers who was asked about before the start, as far back as questions are kept; once, however often it is called.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not say
     */
    public synchronized void recover(KafkaSettings kafka) {
        if (!recovered) {
            new WholeTopic(kafka, Topics.REQUESTS, System::nanoTime)
                    .read("sigwatch-feed-scope", (key, value) -> asked(key));
            recovered = true;
        }
    }

    boolean contains(String did) {
        synchronized (this) {
            if (asked.get(did) != null) {
                return true;
            }
        }
        return isPublisher.test(did);
    }
}
