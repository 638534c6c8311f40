package dev.sigwatch.ingest;

import dev.sigwatch.ingest.fetch.FetchLimits;
import java.nio.file.Path;

/**
 * Whole repositories, as the operator says.
 *
 * @param folder where exports lie while they are verified; its {@code export-*.car} files are deleted at start
 * @param maxBytes longest export taken, 0 for none at all; four may lie there at once
 */
public record ExportOptions(Path folder, long maxBytes) {

    /** A folder among the system's temporary files, and {@link FetchLimits#MAX_EXPORT}. */
    public static ExportOptions defaults() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
        return new ExportOptions(temporary.resolve("sigwatch-exports"), FetchLimits.MAX_EXPORT);
    }
}
