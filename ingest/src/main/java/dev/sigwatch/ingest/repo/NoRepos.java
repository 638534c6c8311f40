package dev.sigwatch.ingest.repo;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.ingest.desk.Lane;
import java.io.OutputStream;
import java.util.List;

/** Says at once that there is nothing. */
final class NoRepos implements RepoSource {
    private static final Lane NOWHERE = new Lane("", Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    @Override
    public Lane lane(String did) {
        return NOWHERE;
    }

    @Override
    public Taken take(String did, long after, Lane lane, OutputStream into) {
        return new Failed("", ExportPart.NO_NETWORK, true, null, List.of());
    }

    @Override
    public RepoLimits limits() {
        return RepoLimits.offline();
    }

    @Override
    public void close() {}
}
