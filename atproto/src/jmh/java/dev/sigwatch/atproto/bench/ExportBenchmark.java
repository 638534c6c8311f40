package dev.sigwatch.atproto.bench;

import dev.sigwatch.atproto.repo.ExportFile;
import dev.sigwatch.atproto.repo.RepoExport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verifying whole exports, in a heap that is far too small for them. What is held when an export is verified is printed after
 * each run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"-Xmx160m", "-XX:+UseSerialGC"})
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class ExportBenchmark {
    /** Records of the repository. */
    @Param({"10000", "100000", "1000000"})
    public int records;

    private Path file = Path.of("");

    /** Writes the export. */
    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("export", ".car");
        new SyntheticExport().write(file, records);
    }

    /** Says what is held, and removes the export. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        long without = usedHeap();
        RepoExport export = open();
        long held = usedHeap() - without;
        long blocks = export.records() + export.nodes() + 1;
        System.out.printf(
                "%n%d records, %d blocks, %d bytes: %d KiB held, %.1f bytes a block%n",
                records, blocks, Files.size(file), held >> 10, (double) held / blocks);
        Files.delete(file);
    }

    /** From opening the file to the verdict. */
    @Benchmark
    public long verify() throws IOException {
        return open().records();
    }

    private RepoExport open() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            RepoExport export = RepoExport.verify(new ChannelFile(channel));
            if (!export.isComplete()) {
                throw new IllegalStateException("not complete: " + export.problems());
            }
            return export;
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private record ChannelFile(FileChannel channel) implements ExportFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position() - offset) < 0) {
                    throw new EOFException();
                }
            }
        }
    }
}
