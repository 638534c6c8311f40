package dev.sigwatch.ingest.repo;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.ingest.desk.Lane;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where exports come from: the network, a folder, or nowhere. Safe for use by many threads. */
public interface RepoSource extends AutoCloseable {

    /** The lane that the way to a DID's export begins in; any text may be given. */
    Lane lane(String did);

    /**
     * Takes one step towards a DID's export. Never throws for what the other side does.
     *
     * @param after microseconds since the epoch; what is said of the DID's identity must not be older
     * @param lane where this step is taken
     * @param into takes the export; whatever was written is of no use unless an {@link Export} is returned
     */
    Taken take(String did, long after, Lane lane, OutputStream into);

    /** How hard this source may be asked. */
    RepoLimits limits();

    /** Lets go of what is under way. */
    @Override
    void close();

    /** What a step gave. */
    sealed interface Taken {
        /** What was seen of the DID's identity on the way, in the order to publish. */
        List<IdentityObservation> observations();
    }

    /**
     * The export is written.
     *
     * @param source the URL asked
     * @param askedAt microseconds since the epoch, before it was asked; the export shows nothing older than the host knew then
     */
    record Export(String source, long askedAt, List<IdentityObservation> observations) implements Taken {}

    /** The next step is to be taken in another lane. */
    record Elsewhere(Lane lane, List<IdentityObservation> observations) implements Taken {}

    /**
     * There is no export.
     *
     * @param source the URL asked, empty where none was found to ask
     * @param reason one line for people
     * @param isLasting whether asking again would be in vain
     * @param retryAfter how long this lane's host asks us to wait, null if it does not
     */
    record Failed(
            String source,
            String reason,
            boolean isLasting,
            @Nullable Duration retryAfter,
            List<IdentityObservation> observations)
            implements Taken {}

    /** No exports at all, as for a capture. */
    static RepoSource none() {
        return new NoRepos();
    }
}
