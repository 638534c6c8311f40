package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.repo.ExportFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An export in a file. A temporary one has no name while it is in use, where the platform permits, and is gone when closed. */
final class FileExport implements ExportFile, AutoCloseable {
    private final FileChannel channel;

    private FileExport(FileChannel channel) {
        this.channel = channel;
    }

    static FileExport open(Path file) throws IOException {
        return new FileExport(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** A temporary file, empty. */
    static FileExport temporary() throws IOException {
        Path file = Files.createTempFile("sigwatch-export-", ".car");
        return new FileExport(FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Takes what a temporary file is to hold; not to be closed. */
    OutputStream out() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position() - offset) < 0) {
                throw new EOFException("the file ends before byte " + (position + length));
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
