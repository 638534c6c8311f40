package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.desk.Clerk;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.desk.KafkaRequests;
import dev.sigwatch.ingest.desk.Lane;
import dev.sigwatch.ingest.desk.Office;
import dev.sigwatch.ingest.desk.OfficeStatus;
import dev.sigwatch.ingest.desk.Outcome;
import dev.sigwatch.ingest.desk.Turn;
import dev.sigwatch.ingest.desk.Wish;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.ingest.time.MicrosClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers identity requests, from {@link #start} to {@link #close}, with what the directory says. */
public final class Resolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final int WORKERS = 16;
    private static final Duration PUBLISH_AGAIN = Duration.ofSeconds(5);

    private final ObservationLog observations;
    private final IdentityDirectory directory;
    private final LookupListener listener;
    private final MicrosClock clock;
    private final Office<IdentityRequest> office;

    Resolver(
            Office.Sources<IdentityRequest> sources,
            ObservationLog observations,
            IdentityDirectory directory,
            LookupListener listener,
            DeskSettings settings,
            MicrosClock clock,
            RandomGenerator random) {
        this.listener = listener;
        this.observations = observations;
        this.directory = directory;
        this.clock = clock;
        this.office = new Office<>("resolver", sources, new Lookups(), settings, WORKERS, PUBLISH_AGAIN, clock, random);
    }

    /**
     * A resolver on Kafka.
     *
     * @param observations where they go; not closed here
     * @param listener told of every lookup
     */
    public static Resolver onKafka(
            KafkaSettings kafka,
            TopicPlan topics,
            ObservationLog observations,
            IdentityDirectory directory,
            LookupListener listener,
            DeskSettings settings,
            MicrosClock clock,
            RandomGenerator random) {
        TopicProvisioning provisioning = new TopicProvisioning(kafka, topics);
        Office.Sources<IdentityRequest> sources = () -> {
            provisioning.provision();
            return KafkaRequests.connect(kafka, Topics.REQUESTS, kafka.resolverGroup(), IdentityRequest::fromRecord);
        };
        return new Resolver(sources, observations, directory, listener, settings, clock, random);
    }

    /** Starts to read requests. */
    public void start() {
        office.start();
    }

    /** A look at the resolver. */
    public ResolverStatus status() {
        OfficeStatus status = office.status();
        return new ResolverStatus(
                status.connected(),
                status.detail(),
                status.pending(),
                status.inFlight(),
                status.requests(),
                status.turns(),
                status.answered(),
                status.published(),
                status.failures(),
                status.lastFailure(),
                status.failedInARow(),
                status.pendingSince());
    }

    private final class Lookups implements Clerk<IdentityRequest> {
        @Override
        public Wish wish(IdentityRequest request) {
            listener.requested(request.did());
            IdentityDirectory.Lane lane = directory.lane(request.did());
            return new Wish(
                    request.did(),
                    request.after(),
                    new Lane(lane.name(), lane.concurrency(), lane.perSecond()),
                    Duration.ZERO);
        }

        @Override
        public Outcome serve(Turn<IdentityRequest> turn) throws InterruptedException {
            listener.begun(turn.did());
            IdentityDirectory.Lookup lookup = lookup(turn.did());
            if (lookup instanceof IdentityDirectory.Observed observed) {
                observations.publish(observed.observations());
                observed.observations().forEach(listener::observed);
                return new Outcome.Answered(observed.observations().size());
            }
            IdentityDirectory.Failed failed = (IdentityDirectory.Failed) lookup;
            boolean reported = turn.endsRound(failed.retryAfter());
            List<IdentityObservation> last = new ArrayList<>(failed.seen());
            last.add(unavailable(turn.did(), failed));
            if (reported) {
                observations.publish(last);
            }
            return new Outcome.Failed(failed.reason(), false, failed.retryAfter(), reported ? last.size() : 0);
        }
    }

    private IdentityDirectory.Lookup lookup(String did) {
        try {
            return directory.lookup(did);
        } catch (RuntimeException e) {
            LOG.error("the lookup of {} failed: a fault of this program", did, e);
            return new IdentityDirectory.Failed("", "a fault of this program: " + e, null);
        }
    }

    private IdentityObservation unavailable(String did, IdentityDirectory.Failed failed) {
        byte[] reason = failed.reason().getBytes(StandardCharsets.UTF_8);
        return new IdentityObservation(did, Kind.UNAVAILABLE, failed.source(), clock.now(), reason);
    }

    /** Stops reading, lets go of lookups under way, and commits what is dealt with. */
    @Override
    public void close() {
        office.close();
    }
}
