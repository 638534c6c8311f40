package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.standalone.data.DataFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What was found, for a person at the end of a replay or demonstration, and where to look further. */
final class Report {
    private static final String VERDICTS =
            "SELECT kind, verdict, count() AS frames FROM verdicts GROUP BY kind, verdict ORDER BY kind, verdict";
    private static final String NOTES = Arrays.stream(FindingCode.values())
            .filter(code -> code.effect() == Effect.NOTE)
            .map(code -> "'" + code + "'")
            .collect(Collectors.joining(", "));

    private static final String FINDINGS =
            "SELECT arrayJoin(findings) AS finding, verdict, count() AS frames, uniqExact(did) AS dids, any(detail) AS for_example "
                    + "FROM verdicts WHERE verdict NOT IN ('VERIFIED', 'NOTICE') "
                    + "AND finding NOT IN (" + NOTES
                    + ") GROUP BY finding, verdict ORDER BY verdict DESC, frames DESC, finding LIMIT 40";

    /** Three questions people ask first; the demonstration answers them from its own rows. */
    private static final List<Example> EXAMPLES = List.of(
            new Example(
                    "Which tags were written last, and by the right key?",
                    "SELECT toDateTime(received_at) AS at, repository, tag, action, verdict, right(manifest_uri, 12) AS digest_end "
                            + "FROM records WHERE collection = 'io.atcr.tag' ORDER BY received_at DESC LIMIT 5"),
            new Example(
                    "Whose signing key changed while we watched?",
                    "SELECT did, arrayMap(k -> right(k, 8), groupUniqArray(key)) AS keys_end, count() AS commits "
                            + "FROM verdicts WHERE key != '' AND verdict = 'VERIFIED' GROUP BY did HAVING length(keys_end) > 1"),
            new Example(
                    "Was anything lost on the way?",
                    "SELECT host, received, forwarded, filtered, verdict_rows, balanced FROM reconciliation ORDER BY host"));

    private record Example(String question, String sql) {}

    private Report() {}

    static void print(SqlReader reader, Consumer<String> out, DataFolder folder)
            throws IOException, InterruptedException {
        out.accept("");
        out.accept("What was concluded:");
        lines(reader, VERDICTS, out);
        String findings = reader.query(FINDINGS, "TabSeparated");
        if (findings.isBlank()) {
            out.accept("Nothing was found wrong.");
        } else {
            out.accept("What was found:");
            lines(reader, FINDINGS, out);
        }
        for (Example example : EXAMPLES) {
            out.accept("");
            out.accept(example.question());
            out.accept("  ./sigwatch query --data " + quoted(folder) + " \"" + example.sql() + "\"");
            lines(reader, example.sql(), out);
        }
    }

    private static void lines(SqlReader reader, String sql, Consumer<String> out)
            throws IOException, InterruptedException {
        reader.query(sql, "PrettyCompactMonoBlock").lines().forEach(out);
    }

    /** The folder, as a shell takes it. */
    static String quoted(DataFolder folder) {
        String path = folder.root().toString();
        return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
