package dev.sigwatch.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a person names on the command line. */
final class GivenFile {
    private GivenFile() {}

    /**
     * Reads it whole.
     *
     * @throws CommandFailure where it is not there, cannot be read, or is longer
     */
    static byte[] read(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes);
            if (in.read() != -1) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE,
                        file + " is longer than " + maxBytes + " bytes, which is all that is read");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The one line about a file that cannot be read. */
    static CommandFailure unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
        return new CommandFailure(ExitCode.UNREADABLE, file + " cannot be read: " + why, e);
    }
}
