package dev.sigwatch.ingest.repo;

import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.ExportFile;
import dev.sigwatch.atproto.repo.RepoExport;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import dev.sigwatch.ingest.fetch.OneLine;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is reported of one export: its registry records in parts with their proofs, and in the first whatever is wrong with the
 * whole. Whether the commit is the DID's own is for the job to judge.
 */
final class ExportReport implements ExportLog.Parts {
    /** The collections of the registry. */
    private static final String COLLECTIONS = "io.atcr.";
    /** Records that prove themselves are many small ones: some hundred to a part. */
    private static final int PART_BYTES = 256 << 10;
    /** Longest part, for one record and the path to it: a Kafka record less its headers. */
    private static final int MAX_PART_BYTES = 5 << 20;
    /** Bytes reported of one export, ours: the records of some ten thousand images; whoever fills a repository fills Kafka. */
    private static final long MAX_BYTES = 64L << 20;

    private static final int MAX_PROBLEMS = 64;
    private static final byte[] NOTHING = new byte[0];

    private final String did;
    private final Reason reason;
    private final RepoSource.Export from;
    private final RepoExport export;
    private final int count;

    private ExportReport(String did, Reason reason, RepoSource.Export from, RepoExport export, int count) {
        this.did = did;
        this.reason = reason;
        this.from = from;
        this.export = export;
        this.count = count;
    }

    /** An export that cannot be reported; the message says why. */
    static final class UnreportableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreportableException(String message) {
            super(message);
        }
    }

    /**
     * Verifies an export. Memory: what {@link RepoExport} says, and one part.
     *
     * @param file stays open while the report is in use
     * @throws UnreportableException if its registry records are too long, one or all
     */
    static ExportReport of(String did, Reason reason, RepoSource.Export from, ExportFile file)
            throws IOException, UnreportableException {
        RepoExport export = RepoExport.verify(file);
        Counter counter = new Counter();
        try {
            export.parts(COLLECTIONS, PART_BYTES, counter);
        } catch (Counter.FullException e) {
            throw new UnreportableException(e.what);
        }
        return new ExportReport(did, reason, from, export, Math.max(1, counter.parts));
    }

    /** The only part there is where there is no export. */
    static ExportPart failure(String did, Reason reason, String source, long at, String why) {
        return new ExportPart(did, source, at, reason, 0, 1, 0, 0, OneLine.of(why), List.of(), NOTHING);
    }

    /** The revision of the commit, empty if it cannot be read. */
    String rev() {
        Commit commit = export.commit();
        return commit == null ? "" : commit.rev().value();
    }

    long bytes() {
        return export.bytes();
    }

    int count() {
        return count;
    }

    @Override
    public void forEach(Consumer<ExportPart> take) throws IOException {
        int[] index = {0};
        export.parts(COLLECTIONS, PART_BYTES, car -> take.accept(part(index[0]++, car)));
        if (index[0] == 0) {
            take.accept(part(0, NOTHING));
        }
    }

    private ExportPart part(int index, byte[] car) {
        return new ExportPart(
                did,
                from.source(),
                from.askedAt(),
                reason,
                index,
                count,
                export.bytes(),
                export.records(),
                "",
                index == 0 ? problems() : List.of(),
                car);
    }

    private List<ExportPart.Problem> problems() {
        return export.problems().stream()
                .limit(MAX_PROBLEMS)
                .map(problem -> new ExportPart.Problem(problem.kind().name(), OneLine.of(problem.detail())))
                .toList();
    }

    private static final class Counter implements RepoExport.PartConsumer {
        int parts;
        private long bytes;

        @Override
        public void accept(byte[] car) throws FullException {
            parts++;
            bytes += car.length;
            if (car.length > MAX_PART_BYTES) {
                throw new FullException(
                        "a registry record needs more than " + MAX_PART_BYTES + " bytes with its proof");
            }
            if (bytes > MAX_BYTES) {
                throw new FullException("the registry records need more than " + MAX_BYTES + " bytes");
            }
        }

        static final class FullException extends IOException {
            private static final long serialVersionUID = 1L;
            final String what;

            FullException(String what) {
                super(what);
                this.what = what;
            }
        }
    }
}
