package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.audit.stream.IdentityObservation.Tls;
import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.time.MicrosClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The network: a PLC directory, and the hosts that did:web names. */
public final class HttpDirectory implements IdentityDirectory {
    private static final Lane NOWHERE = new Lane("", 4, Double.POSITIVE_INFINITY);

    private final Function<URI, Fetched> fetch;
    private final Function<URI, Fetched> fetchHere;
    private final String plc;
    private final DirectoryLimits limits;
    private final boolean allowLocal;
    private final MicrosClock clock;
    private final NameAbsence absence;

    HttpDirectory(
            Function<URI, Fetched> fetch,
            Function<URI, Fetched> fetchHere,
            URI plc,
            DirectoryLimits limits,
            boolean allowLocal,
            MicrosClock clock,
            NameAbsence absence) {
        this.fetch = fetch;
        this.fetchHere = fetchHere;
        this.plc = plc.toString().replaceAll("/+$", "");
        this.limits = limits;
        this.allowLocal = allowLocal;
        this.clock = clock;
        this.absence = absence;
    }

    /**
     * A directory on the network.
     *
     * @param fetch does one guarded GET
     * @param plc the PLC directory's URL
     * @param allowLocal whether did:web may name {@code localhost}
     */
    public static HttpDirectory of(
            Function<URI, Fetched> fetch, URI plc, DirectoryLimits limits, boolean allowLocal, MicrosClock clock) {
        return new HttpDirectory(fetch, fetch, plc, limits, allowLocal, clock, NameAbsence.dns());
    }

    /**
     * A directory on the network, where no did:web host may redirect, not even to itself.
     *
     * @param plc the PLC directory's URL
     * @param allowLocal whether did:web may name {@code localhost}
     */
    public static HttpDirectory of(
            GuardedFetcher fetcher, URI plc, DirectoryLimits limits, boolean allowLocal, MicrosClock clock) {
        return new HttpDirectory(fetcher::get, fetcher::getHere, plc, limits, allowLocal, clock, NameAbsence.dns());
    }

    @Override
    public Lookup lookup(String did) {
        DidTarget target = DidTarget.of(did, allowLocal);
        if (target instanceof DidTarget.Plc) {
            return plc(did);
        }
        if (target instanceof DidTarget.Web web) {
            return web(did, web);
        }
        return new Observed(List.of(absent(did, "", ((DidTarget.Nowhere) target).reason())));
    }

    @Override
    public Lane lane(String did) {
        DidTarget target = DidTarget.of(did, allowLocal);
        if (target instanceof DidTarget.Plc) {
            return new Lane(plc, limits.plcConcurrency(), limits.plcPerSecond());
        }
        return target instanceof DidTarget.Web web
                ? new Lane(web.host(), limits.webConcurrency(), limits.webPerSecond())
                : NOWHERE;
    }

    private Lookup plc(String did) {
        String logUrl = plc + "/" + did + "/log/audit";
        Answer log = ask(fetch, logUrl);
        if (log.failure != null) {
            return new Failed(logUrl, log.failure, log.retryAfter);
        }
        String documentUrl = plc + "/" + did;
        Answer document = ask(fetch, documentUrl);
        if (document.failure != null) {
            return new Failed(documentUrl, document.failure, document.retryAfter);
        }
        List<IdentityObservation> observations = new ArrayList<>(2);
        if (log.exists) {
            observations.add(new IdentityObservation(did, Kind.PLC_AUDIT_LOG, logUrl, log.at, log.body));
        }
        Kind kind = document.exists ? Kind.DID_DOCUMENT : Kind.NOT_FOUND;
        observations.add(new IdentityObservation(did, kind, documentUrl, document.at, document.body));
        return new Observed(observations);
    }

    private Lookup web(String did, DidTarget.Web target) {
        Answer document = ask(fetchHere, target.url());
        if (document.failure == null) {
            Kind kind = document.exists ? Kind.DID_DOCUMENT : Kind.NOT_FOUND;
            return new Observed(List.of(
                    new IdentityObservation(did, kind, target.url(), document.at, document.body, document.tls)));
        }
        if (document.cause == Fetched.Cause.REDIRECTED) {
            byte[] location = document.location.getBytes(StandardCharsets.UTF_8);
            IdentityObservation redirect =
                    new IdentityObservation(did, Kind.REDIRECT, target.url(), document.at, location);
            return new Failed(target.url(), document.failure, null, List.of(redirect));
        }
        if (document.cause == Fetched.Cause.NO_ADDRESS && absence.isCertain(target.host())) {
            return new Observed(List.of(absent(did, target.url(), "the host name does not exist (NXDOMAIN)")));
        }
        return new Failed(target.url(), document.failure, document.retryAfter);
    }

    private Answer ask(Function<URI, Fetched> how, String url) {
        Fetched fetched = how.apply(URI.create(url));
        long at = clock.now();
        if (fetched instanceof Fetched.Failure failure) {
            return new Answer(
                    false, new byte[0], at, failure.reason(), failure.cause(), null, null, failure.location());
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        // 410 is what the specification has for a tombstone, 404 what the reference server sends.
        boolean gone = answer.status() == 404 || answer.status() == 410;
        String failure = answer.ok() || gone ? null : "HTTP " + answer.status() + " from " + url;
        return new Answer(answer.ok(), answer.body(), at, failure, null, answer.retryAfter(), answer.tls(), "");
    }

    private IdentityObservation absent(String did, String url, String reason) {
        return new IdentityObservation(did, Kind.NOT_FOUND, url, clock.now(), reason.getBytes(StandardCharsets.UTF_8));
    }

    private record Answer(
            boolean exists,
            byte[] body,
            long at,
            @Nullable String failure,
            Fetched.@Nullable Cause cause,
            @Nullable Duration retryAfter,
            @Nullable Tls tls,
            String location) {}
}
