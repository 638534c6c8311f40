package dev.sigwatch.ingest.repo;

import dev.sigwatch.atproto.repo.ExportFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An export at rest: written once, then read from anywhere, and gone when closed. Where the platform can unlink an open file it has
 * no name while it is in use, so even a killed process leaves none behind.
 */
final class Spool extends OutputStream implements ExportFile {
    @FunctionalInterface
    interface Files {
        Path create() throws IOException;
    }

    private final Files files;
    private @Nullable FileChannel channel;

    Spool(Files files) {
        this.files = files;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(
                    files.create(),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            open.write(left);
        }
    }

    @Override
    public long size() throws IOException {
        return channel == null ? 0 : channel.size();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(into, offset, length);
        while (left.hasRemaining()) {
            if (channel == null || channel.read(left, position + length - left.remaining()) < 0) {
                throw new EOFException("beyond the end of the export");
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
