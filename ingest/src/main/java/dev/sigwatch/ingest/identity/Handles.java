package dev.sigwatch.ingest.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.stream.HandleAnswer;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.desk.Clerk;
import dev.sigwatch.ingest.desk.Lane;
import dev.sigwatch.ingest.desk.Office;
import dev.sigwatch.ingest.desk.OfficeStatus;
import dev.sigwatch.ingest.desk.Outcome;
import dev.sigwatch.ingest.desk.OwnRequests;
import dev.sigwatch.ingest.desk.Turn;
import dev.sigwatch.ingest.desk.Wish;
import dev.sigwatch.ingest.time.MicrosClock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Verifies the handles that documents claim, beside the resolver: no answer about a DID waits for a handle. Those who claim the same
 * one share its lookup.
 */
public final class Handles implements AutoCloseable {
    private static final int WORKERS = 8;
    private static final int WAITING = 50_000;
    private static final Duration PUBLISH_AGAIN = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HandleResolver resolver;
    private final HandleLimits limits;
    private final ObservationLog observations;
    private final MicrosClock clock;
    private final OwnRequests<Claim> claims = new OwnRequests<>(WAITING);
    private final Office<Claim> office;

    /** A document's claim. */
    record Claim(String did, Handle handle) {}

    /** @param observations where they go; not closed here */
    public Handles(
            HandleResolver resolver,
            HandleLimits limits,
            ObservationLog observations,
            MicrosClock clock,
            RandomGenerator random) {
        this.resolver = resolver;
        this.limits = limits;
        this.observations = observations;
        this.clock = clock;
        this.office = new Office<>(
                "handles", claims.sources(), new Lookups(), limits.desk(), WORKERS, PUBLISH_AGAIN, clock, random);
    }

    /** Starts to ask. */
    public void start() {
        office.start();
    }

    /** Has the handle verified that a document claims, if it claims one; returns at once. */
    public void documented(IdentityObservation document) {
        try {
            Did did = Did.parse(document.did());
            DidDocument.parse(document.body(), did)
                    .handle()
                    .ifPresent(handle -> claims.offer(new Claim(did.value(), handle.normalized())));
        } catch (MalformedException e) {
            // What is wrong with the document is for its judge to say; there is no handle to verify.
        }
    }

    /** A look at it. */
    public OfficeStatus status() {
        return office.status();
    }

    private final class Lookups implements Clerk<Claim> {
        @Override
        public Wish wish(Claim claim) {
            return new Wish(
                    claim.handle().value(),
                    clock.now(),
                    new Lane("handles", WORKERS, limits.perSecond()),
                    Duration.ZERO);
        }

        @Override
        public Outcome serve(Turn<Claim> turn) throws InterruptedException {
            Handle handle = Handle.parse(turn.did());
            HandleAnswer answer = resolver.resolve(handle);
            boolean isLasting = !resolver.isAskable(handle);
            boolean failed = !answer.failure().isEmpty();
            List<IdentityObservation> published =
                    failed && !isLasting && !turn.endsRound(null) ? List.of() : observations(turn, answer);
            observations.publish(published);
            return failed && !isLasting
                    ? new Outcome.Failed(answer.failure(), false, null, published.size())
                    : new Outcome.Answered(published.size());
        }
    }

    private List<IdentityObservation> observations(Turn<Claim> turn, HandleAnswer answer) {
        byte[] body = json(answer);
        String source = answer.dns().isEmpty()
                ? "https://" + answer.handle() + "/.well-known/atproto-did"
                : "dns:_atproto." + answer.handle();
        long now = clock.now();
        return turn.requests().stream()
                .map(Claim::did)
                .distinct()
                .map(did -> new IdentityObservation(did, Kind.HANDLE, source, now, body))
                .toList();
    }

    private static byte[] json(HandleAnswer answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is always JSON", e);
        }
    }

    /** Lets go of lookups under way. */
    @Override
    public void close() {
        office.close();
    }
}
