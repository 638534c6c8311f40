package dev.sigwatch.audit;

/**
 * What one part of an export tells beside its commit and records.
 *
 * @param source the URL asked, empty where none was found to ask
 * @param reason why it was taken, a wire name of {@link dev.sigwatch.audit.stream.RepoRequest.Reason}
 * @param index of this part, from 0
 * @param count of parts, at least 1
 * @param bytes length of the export
 * @param records records in the repository, of every collection
 * @param failure why there is no export, empty where there is one
 */
public record ExportFacts(
        String source, String reason, int index, int count, long bytes, long records, String failure) {

    /** Whether this part tells of the whole. */
    public boolean isFirst() {
        return index == 0;
    }

    /** Whether no part follows. */
    public boolean isLast() {
        return index == count - 1;
    }
}
