package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.desk.Clerk;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.desk.Lane;
import dev.sigwatch.ingest.desk.Office;
import dev.sigwatch.ingest.desk.OfficeStatus;
import dev.sigwatch.ingest.desk.Outcome;
import dev.sigwatch.ingest.desk.OwnRequests;
import dev.sigwatch.ingest.desk.Turn;
import dev.sigwatch.ingest.desk.Wish;
import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.time.MicrosClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A second PLC directory, asked for the log of each DID that the first one is asked about, beside it: whatever the witness does, the
 * first one's answer neither waits nor fails. Of a witness only logs are published; that it has none, or none yet, is a failure, for
 * an absence would read like the first directory's.
 */
public final class Witness implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int WAITING = 50_000;
    private static final Duration PUBLISH_AGAIN = Duration.ofSeconds(5);

    private final String plc;
    private final Function<URI, Fetched> fetch;
    private final DirectoryLimits limits;
    private final ObservationLog observations;
    private final MicrosClock clock;
    private final OwnRequests<String> requests = new OwnRequests<>(WAITING);
    private final Office<String> office;

    /**
     * A witness that asks nobody before {@link #start}.
     *
     * @param plc its URL
     * @param fetch does one guarded GET
     * @param observations where they go; not closed here
     */
    public Witness(
            URI plc,
            Function<URI, Fetched> fetch,
            DirectoryLimits limits,
            DeskSettings settings,
            ObservationLog observations,
            MicrosClock clock,
            RandomGenerator random) {
        this.plc = plc.toString().replaceAll("/+$", "");
        this.fetch = fetch;
        this.limits = limits;
        this.observations = observations;
        this.clock = clock;
        this.office = new Office<>(
                "witness-" + plc.getAuthority(),
                requests.sources(),
                new Lookups(),
                settings,
                WORKERS,
                PUBLISH_AGAIN,
                clock,
                random);
    }

    /** Starts to ask. */
    public void start() {
        office.start();
    }

    /** Has it asked about a DID, if it is one of PLC; returns at once. */
    public void ask(String did) {
        if (DidTarget.of(did, false) instanceof DidTarget.Plc) {
            requests.offer(did);
        }
    }

    /** A look at it. */
    public OfficeStatus status() {
        return office.status();
    }

    private final class Lookups implements Clerk<String> {
        @Override
        public Wish wish(String did) {
            return new Wish(
                    did, clock.now(), new Lane(plc, limits.plcConcurrency(), limits.plcPerSecond()), Duration.ZERO);
        }

        @Override
        public Outcome serve(Turn<String> turn) throws InterruptedException {
            String url = plc + "/" + turn.did() + "/log/audit";
            Fetched fetched = fetch.apply(URI.create(url));
            if (fetched instanceof Fetched.Failure failure) {
                return new Outcome.Failed(failure.reason(), false, null, 0);
            }
            Fetched.Answer answer = (Fetched.Answer) fetched;
            if (!answer.ok()) {
                return new Outcome.Failed("HTTP " + answer.status() + " from " + url, false, answer.retryAfter(), 0);
            }
            observations.publish(
                    List.of(new IdentityObservation(turn.did(), Kind.PLC_AUDIT_LOG, url, clock.now(), answer.body())));
            return new Outcome.Answered(1);
        }
    }

    /** Lets go of lookups under way. */
    @Override
    public void close() {
        office.close();
    }
}
