package dev.sigwatch.ingest.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.desk.Lane;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The network: a fresh look at the DID's identity, in the directory's lane, then {@code getRepo} at the PDS that its document
 * names, in that host's lane.
 */
public final class HttpRepos implements RepoSource {
    /** Longest use of an identity once looked up: it is for the wait in the host's lane. */
    private static final long ROUTE_MICROS = TimeUnit.MINUTES.toMicros(1);

    private static final int MAX_ROUTES = 10_000;
    /** The part of a directory's rate that is taken here; the rest is the resolver's. */
    private static final double DIRECTORY_SHARE = 0.2;

    private final IdentityDirectory directory;
    private final GuardedFetcher fetcher;
    private final RepoLimits limits;
    private final MicrosClock clock;
    private final Map<String, Route> routes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Route> eldest) {
            return size() > MAX_ROUTES;
        }
    };

    /** Where a DID's repository was, when that was asked. */
    private record Route(URI pds, long lookedUpAt) {}

    HttpRepos(IdentityDirectory directory, GuardedFetcher fetcher, RepoLimits limits, MicrosClock clock) {
        this.directory = directory;
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Exports from the network.
     *
     * @param directory says which host a DID is at
     * @param maxBytes longest export taken
     * @param allowLocal whether that host may be loopback, over http
     */
    public static HttpRepos of(
            IdentityDirectory directory, long maxBytes, boolean allowLocal, RepoLimits limits, Clock clock) {
        Reach reach = allowLocal ? Reach.PUBLIC_AND_LOOPBACK : Reach.PUBLIC;
        GuardedFetcher fetcher = new GuardedFetcher(FetchLimits.export(maxBytes), reach, HostLookup.system(), clock);
        return new HttpRepos(directory, fetcher, limits, new MicrosClock(clock));
    }

    @Override
    public RepoLimits limits() {
        return limits;
    }

    @Override
    public Lane lane(String did) {
        IdentityDirectory.Lane lane = directory.lane(did);
        return new Lane("directory " + lane.name(), lane.concurrency(), lane.perSecond() * DIRECTORY_SHARE);
    }

    @Override
    public Taken take(String did, long after, Lane lane, OutputStream into) {
        Optional<Route> known = route(did, after);
        if (known.isPresent()) {
            return go(did, known.get().pds(), lane, List.of(), into);
        }
        long at = clock.now();
        IdentityDirectory.Lookup lookup = directory.lookup(did);
        if (lookup instanceof IdentityDirectory.Failed failed) {
            boolean inItsLane = lane.name().equals(lane(did).name());
            Duration retryAfter = inItsLane ? failed.retryAfter() : null;
            return new Failed(failed.source(), "identity: " + failed.reason(), false, retryAfter, List.of());
        }
        List<IdentityObservation> seen = ((IdentityDirectory.Observed) lookup).observations();
        try {
            URI pds = pds(did, seen);
            synchronized (routes) {
                routes.put(did, new Route(pds, at));
            }
            return go(did, pds, lane, seen, into);
        } catch (NowhereException e) {
            String source = seen.isEmpty() ? "" : seen.get(seen.size() - 1).source();
            return new Failed(source, String.valueOf(e.getMessage()), true, null, seen);
        }
    }

    private Optional<Route> route(String did, long after) {
        synchronized (routes) {
            return Optional.ofNullable(routes.get(did))
                    .filter(route -> route.lookedUpAt() >= after && clock.now() - route.lookedUpAt() < ROUTE_MICROS);
        }
    }

    private static URI pds(String did, List<IdentityObservation> seen) throws NowhereException {
        Optional<Did> parsed = Did.tryParse(did);
        IdentityObservation last = seen.isEmpty() ? null : seen.get(seen.size() - 1);
        if (parsed.isEmpty() || last == null || last.kind() != Kind.DID_DOCUMENT) {
            throw new NowhereException("no such DID");
        }
        try {
            DidDocument document = DidDocument.parse(last.body(), parsed.get());
            if (document.problems().contains(DidDocument.Problem.ID_MISMATCH)) {
                throw new NowhereException("the DID document is of another DID");
            }
            return document.pds().orElseThrow(() -> new NowhereException("no PDS in the DID document"));
        } catch (MalformedException e) {
            throw new NowhereException("the DID document cannot be read: " + e.rule());
        }
    }

    private Taken go(String did, URI pds, Lane lane, List<IdentityObservation> seen, OutputStream into) {
        // One lane per host, whatever the port: it is the host's machine that has the work.
        String name = "host " + pds.getHost().toLowerCase(Locale.ROOT);
        if (!name.equals(lane.name())) {
            return new Elsewhere(new Lane(name, limits.hostConcurrency(), limits.hostPerSecond()), seen);
        }
        String url = pds + "/xrpc/com.atproto.sync.getRepo?did=" + URLEncoder.encode(did, StandardCharsets.UTF_8);
        long askedAt = clock.now();
        Fetched fetched = fetcher.download(URI.create(url), into);
        if (fetched instanceof Fetched.Failure failure) {
            return new Failed(url, failure.reason(), isLasting(failure.cause()), null, seen);
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        if (answer.ok()) {
            return new Export(url, askedAt, seen);
        }
        int status = answer.status();
        boolean mayPass = status / 100 == 5 || status == 408 || status == 429;
        String reason = XrpcError.read(answer.body()).describe(status);
        return new Failed(url, reason, !mayPass, answer.retryAfter(), seen);
    }

    private static boolean isLasting(Fetched.Cause cause) {
        return switch (cause) {
            case FORBIDDEN, REDIRECTED, TOO_LARGE -> true;
            case NO_ADDRESS, TIMEOUT, UNSTORED, BROKEN -> false;
        };
    }

    @Override
    public void close() {
        fetcher.close();
    }

    private static final class NowhereException extends Exception {
        private static final long serialVersionUID = 1L;

        NowhereException(String message) {
            super(message);
        }
    }
}
