package dev.sigwatch.standalone.pipeline;

import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Flink graph, once it is known where Kafka and ClickHouse are. */
public interface JobDefinition {
    /** What adds sources, operators and sinks to an environment. */
    Consumer<StreamExecutionEnvironment> on(Addresses addresses);
}
