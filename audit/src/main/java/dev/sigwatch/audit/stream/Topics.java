package dev.sigwatch.audit.stream;

/** The topic names, a public interface of a deployment. */
public final class Topics {
    /** Key: DID, or host where no DID can be read. Value: the frame's bytes, verbatim. */
    public static final String FRAMES = "firehose.frames";
    /** Key: DID. Value: the body a resolver was given, verbatim. */
    public static final String OBSERVATIONS = "identity.observations";
    /** Key: DID. The job's questions to the resolver; no value. */
    public static final String REQUESTS = "identity.requests";
    /** Key: DID. Questions to the fetcher of repositories; no value. */
    public static final String REPO_REQUESTS = "repo.requests";
    /** Key: DID. Value: a part of a repository's export, reduced to what must be judged. */
    public static final String REPO_EXPORTS = "repo.exports";
    /** Key: host. What ingest counted, one delta per transaction, host and minute. */
    public static final String STATUS = "ingest.status";
    /** Key: DID, or the part of the system it is about. Value: an alert as JSON, again whenever it changes. */
    public static final String ALERTS = "audit.alerts";
    /** Key: kind of document. Value: the watchlist or the expected changes, as text. Compacted; headers say when and from where. */
    public static final String POLICY = "audit.policy";
    /** Key: part of the system. Value: how it does, as JSON, every few seconds. */
    public static final String HEALTH = "audit.health";
    /**
     * Key: {@code cursor/HOST}, {@code publisher/DID}, {@code forwarded/HOST} or {@code feed/DIRECTORY}. Compacted: cursors, the
     * publisher set, the newest frames forwarded, so that a host whose cursor is inclusive repeats nothing, and how far the export
     * feeds of directories are read.
     */
    public static final String STATE = "ingest.state";

    private Topics() {}
}
