package dev.sigwatch.standalone.pipeline;

import java.io.IOException;

/** What brings frames and identity observations into Kafka: ingest on live streams, or a recorded capture. */
public interface Feed {
    /**
     * Starts to feed; returns once it does.
     *
     * @param kafka bootstrap servers; the topics exist
     * @throws IOException with one line on why it cannot
     */
    Part start(String kafka) throws IOException, InterruptedException;
}
