package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.policy.TrustPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A trust policy and the text it was read from. */
record TrustFile(Path file, String text, PolicyReader.Reading<TrustPolicy> reading) {
    /** As many as the text may have characters, each of at most four. */
    private static final int MAX_BYTES = 4 * PolicyReader.MAX_LENGTH;

    /**
     * Reads a file, whatever its errors.
     *
     * @throws CommandFailure where it is not there or no text
     */
    static TrustFile read(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(GivenFile.read(file, MAX_BYTES)))
                    .toString();
            return new TrustFile(file, text, PolicyReader.trust(text));
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " is not UTF-8", e);
        }
    }

    /**
     * The policy in it.
     *
     * @throws CommandFailure where there is none, or it has errors
     */
    TrustPolicy policy() {
        if (!reading.isGood()) {
            int more = reading.errors().size() - 1;
            throw new CommandFailure(
                    ExitCode.UNREADABLE,
                    file + ": " + reading.errors().get(0)
                            + (more == 0 ? "" : "; sigwatch policy check names " + more + " more"));
        }
        if (!reading.value().isInForce()) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " has no policy in it");
        }
        return reading.value();
    }

    /** What stands in a line, empty where there is none. */
    String line(int number) {
        List<String> lines = text.lines().toList();
        return number < 1 || number > lines.size() ? "" : lines.get(number - 1).strip();
    }
}
