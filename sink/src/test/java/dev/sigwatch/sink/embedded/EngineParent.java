package dev.sigwatch.sink.embedded;

import java.nio.file.Path;

/** A process to be killed: starts an engine, says its process id and waits. */
final class EngineParent {

    private EngineParent() {}

    /** Arguments: library, data folder. */
    public static void main(String[] args) throws Exception {
        try (EmbeddedClickHouse engine =
                EmbeddedClickHouse.start(EngineConfig.of(Path.of(args[0]), Path.of(args[1]), 0))) {
            System.out.println(engine.process().pid());
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
