package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.sink.ClickHouseConfig;
import java.net.URI;

/**
 * Where the servers of a pipeline answer.
 *
 * @param writer ClickHouse, for the job
 * @param reader ClickHouse, for people
 * @param kafka Kafka's bootstrap servers
 * @param flink Flink's web interface
 */
public record Addresses(ClickHouseConfig writer, ClickHouseConfig reader, String kafka, URI flink) {}
