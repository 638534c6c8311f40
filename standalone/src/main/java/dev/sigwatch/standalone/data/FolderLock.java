package dev.sigwatch.standalone.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Sole use of a data folder. The operating system lets go of it when the process ends, however it ends.
 *
 * <p>POSIX releases a process's lock as soon as it closes <em>any</em> descriptor of the file. So the holder is named in a file
 * beside it, and the holding process never opens the lock a second time.
 */
public final class FolderLock implements AutoCloseable {
    private final DataFolder folder;
    private final FileChannel channel;

    private FolderLock(DataFolder folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Another process, or another part of this one, uses the folder. */
    public static final class HeldException extends IOException {
        HeldException(DataFolder folder, String holder) {
            super("the data folder " + folder.root() + " is in use by process " + holder
                    + "; stop that one or choose another --data");
        }
    }

    /**
     * Takes the lock and leaves this process's id beside it.
     *
     * @throws HeldException if somebody else has it
     * @throws IOException if the folder cannot be written
     */
    public static FolderLock take(DataFolder folder) throws IOException {
        folder.create();
        Optional<FileChannel> locked = tryLock(folder, StandardOpenOption.CREATE);
        if (locked.isEmpty()) {
            throw new HeldException(
                    folder, holder(folder).map(line -> line.split(" ", 2)[0]).orElse("(unknown)"));
        }
        Files.writeString(holderFile(folder), thisProcess());
        return new FolderLock(folder, locked.get());
    }

    /** Whether a process uses the folder now. */
    public static boolean isHeld(DataFolder folder) throws IOException {
        if (!Files.exists(folder.lockFile())) {
            return false;
        }
        Optional<FileChannel> locked = tryLock(folder, StandardOpenOption.WRITE);
        if (locked.isPresent()) {
            locked.get().close();
        }
        return locked.isEmpty();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(holderFile(folder));
        channel.close();
    }

    private static Optional<FileChannel> tryLock(DataFolder folder, StandardOpenOption option) throws IOException {
        if (holder(folder).filter(thisProcess()::equals).isPresent()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(folder.lockFile(), option, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    private static Optional<String> holder(DataFolder folder) throws IOException {
        Path file = holderFile(folder);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    private static Path holderFile(DataFolder folder) {
        return folder.root().resolve("lock.pid");
    }

    /** With the start time: in a container every life of the program has the same id. */
    private static String thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " "
                + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
