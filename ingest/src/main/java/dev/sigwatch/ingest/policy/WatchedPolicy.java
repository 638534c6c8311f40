package dev.sigwatch.ingest.policy;

import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.stream.PolicyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One document: its file as it was last seen, and the text in force. */
final class WatchedPolicy {
    /** Longest file: tens of thousands of entries, more than anybody keeps by hand. */
    static final int MAX_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WatchedPolicy.class);
    private static final int MAX_PROBLEMS = 20;

    private final PolicyFile policy;
    private final PolicyLog log;
    private String text = "";
    private String seen = "";
    private @Nullable String published;
    private long publishedAt;
    private long count;
    private List<String> problems = List.of();

    WatchedPolicy(PolicyFile policy, PolicyLog log) {
        this.policy = policy;
        this.log = log;
    }

    /** A file's text, or why it cannot be followed. */
    private record Content(String text, List<String> problems) {}

    static List<String> problems(PolicyFile policy) {
        return read(policy).problems;
    }

    /** Reads the file; returns why its text is not taken, which leaves the one before. */
    synchronized List<String> load() {
        Content content = read(policy);
        // A file is seen half written, or empty, while an editor saves it: what replaces a text must be there twice.
        boolean stays = published == null || content.text.equals(seen);
        seen = content.text;
        if (!stays) {
            return problems;
        }
        if (content.problems.isEmpty()) {
            text = content.text;
        }
        if (!content.problems.equals(problems)) {
            content.problems.forEach(problem -> LOG.error("not followed, the text before stays in force: {}", problem));
            problems = content.problems;
        }
        return problems;
    }

    /** Reads the file again, and publishes the text in force if that is not done yet. */
    void look(long now) throws InterruptedException {
        load();
        String current;
        synchronized (this) {
            if (text.equals(published)) {
                return;
            }
            current = text;
        }
        log.publish(new PolicyText(policy.kind(), current, source(), now));
        LOG.info("{} published, {} characters", policy.kind().wireName(), current.length());
        PolicyReader.warnings(policy.kind(), current)
                .forEach(warning -> LOG.warn("in {}, {}", policy.kind().wireName(), warning));
        synchronized (this) {
            published = current;
            publishedAt = now;
            count++;
        }
    }

    synchronized PolicyStatus status() {
        return new PolicyStatus(policy.kind(), publishedAt, count, problems);
    }

    /** The file's name, and whose it is: who last changed it is not known to the file system. */
    private String source() {
        if (policy.file().isEmpty()) {
            return "";
        }
        Path file = policy.file().get();
        try {
            return file + " (owner " + Files.getOwner(file) + ")";
        } catch (IOException | UnsupportedOperationException e) {
            return file.toString();
        }
    }

    private static Content read(PolicyFile policy) {
        if (policy.file().isEmpty()) {
            return new Content("", List.of());
        }
        Path file = policy.file().get();
        try {
            if (!Files.exists(file)) {
                return new Content("", List.of(file + ": is not there"));
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                return new Content("", List.of(file + ": is longer than " + MAX_BYTES + " bytes"));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            List<String> errors = text.isEmpty() ? List.of() : policy.check().apply(text);
            return new Content(
                    text,
                    errors.stream()
                            .limit(MAX_PROBLEMS)
                            .map(error -> file + ": " + error)
                            .toList());
        } catch (CharacterCodingException e) {
            return new Content("", List.of(file + ": is not UTF-8"));
        } catch (IOException e) {
            return new Content("", List.of(file + ": cannot be read: " + e));
        }
    }
}
