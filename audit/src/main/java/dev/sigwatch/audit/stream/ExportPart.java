package dev.sigwatch.audit.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of taking a repository's export, in parts small enough for one Kafka record each. The first part tells of the whole:
 * its commit and every problem; each carries some of the registry records with the tree nodes that prove them. The parts of one
 * export follow each other on their partition.
 *
 * @param did whose export was asked for
 * @param source the URL asked, empty where none was found to ask
 * @param fetchedAt microseconds since the epoch, when the host was asked: it shows nothing older than the host knew then. Where there
 *     is no export, when that was clear. The same in all parts
 * @param reason why it was taken
 * @param index of this part, from 0
 * @param count of parts, at least 1
 * @param bytes length of the export, 0 without one
 * @param records records in the repository, of every collection
 * @param failure why there is no export, one line; empty where there is one
 * @param problems what is wrong with the export's tree and blocks; in the first part, empty in the others
 * @param car archive of the commit (its root), tree nodes and registry records of this part; empty without an export
 */
public record ExportPart(
        String did,
        String source,
        long fetchedAt,
        RepoRequest.Reason reason,
        int index,
        int count,
        long bytes,
        long records,
        String failure,
        List<Problem> problems,
        byte[] car) {

    /**
     * One thing wrong with an export.
     *
     * @param kind the name of an {@code atproto} problem
     * @param detail without line breaks, may be empty
     */
    public record Problem(String kind, String detail) {}

    /** Why no export can be had where there is nobody to ask. */
    public static final String NO_NETWORK = "a capture holds no exports";

    /**
     * The answer where there is no export.
     *
     * @param why one line
     */
    public static ExportPart failure(RepoRequest request, String source, long at, String why) {
        return new ExportPart(request.did(), source, at, request.reason(), 0, 1, 0, 0, why, List.of(), new byte[0]);
    }

    /** Whether no part follows. */
    public boolean isLast() {
        return index == count - 1;
    }

    /** Headers of the Kafka record, name to bytes; its key is the DID, its value {@link #car()}. */
    public Map<String, byte[]> headers() {
        StringBuilder lines = new StringBuilder();
        for (Problem problem : problems) {
            lines.append(problem.kind()).append(' ').append(problem.detail()).append('\n');
        }
        return new Headers()
                .text("did", did)
                .text("source", source)
                .number("fetched_at", fetchedAt)
                .text("reason", reason.wireName())
                .number("index", index)
                .number("count", count)
                .number("bytes", bytes)
                .number("records", records)
                .text("failure", failure)
                .text("problems", lines.toString())
                .toMap();
    }

    /**
     * Rebuilds a part from a Kafka record.
     *
     * @throws IllegalStateException if a header is missing: such a record was not written by a fetcher
     */
    public static ExportPart fromRecord(Function<String, byte @Nullable []> headers, byte[] value) {
        return new ExportPart(
                Headers.text(headers, "did"),
                Headers.text(headers, "source"),
                Headers.number(headers, "fetched_at"),
                RepoRequest.Reason.ofWireName(Headers.text(headers, "reason")),
                Math.toIntExact(Headers.number(headers, "index")),
                Math.toIntExact(Headers.number(headers, "count")),
                Headers.number(headers, "bytes"),
                Headers.number(headers, "records"),
                Headers.text(headers, "failure"),
                problems(Headers.text(headers, "problems")),
                value);
    }

    private static List<Problem> problems(String lines) {
        List<Problem> problems = new ArrayList<>();
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            problems.add(new Problem(line.substring(0, space), line.substring(space + 1)));
        });
        return List.copyOf(problems);
    }
}
