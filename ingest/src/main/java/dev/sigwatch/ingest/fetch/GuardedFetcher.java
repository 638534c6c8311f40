package dev.sigwatch.ingest.fetch;

import dev.sigwatch.ingest.fetch.Fetched.Answer;
import dev.sigwatch.ingest.fetch.Fetched.Cause;
import dev.sigwatch.ingest.fetch.Fetched.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * GETs under guard: only reachable schemes and addresses ({@link Reach}, checked after DNS and pinned for the connection), no
 * redirect to another origin, a bounded body, a deadline for the whole. Safe for use by many threads.
 */
public final class GuardedFetcher implements AutoCloseable {
    /** Redirects followed within one origin. */
    static final int MAX_REDIRECTS = 3;
    /** Longest response header line, and most of them; far above what directories send. */
    private static final int MAX_HEADER_LINE = 8_192;

    private static final int MAX_HEADERS = 100;
    private static final int MAX_CONNECTIONS = 64;
    private static final byte[] NOTHING = new byte[0];

    private final FetchLimits limits;
    private final Reach reach;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final CloseableHttpClient https;
    private final ScheduledExecutorService deadlines;

    public GuardedFetcher(FetchLimits limits, Reach reach, HostLookup lookup, Clock clock) {
        this.limits = limits;
        this.reach = reach;
        this.clock = clock;
        this.http = client(limits, new CheckedAddresses(lookup, reach, "http"));
        this.https = client(limits, new CheckedAddresses(lookup, reach, "https"));
        this.deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fetch-deadlines");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** GETs a URI, following redirects within its origin. */
    public Fetched get(URI uri) {
        return get(uri, "");
    }

    /** As {@link #get(URI)}, saying which type of content is wanted; empty for any. */
    public Fetched get(URI uri, String accept) {
        return fetch(uri, new Manner(MAX_REDIRECTS, accept), inMemory());
    }

    /** GETs a URI and follows no redirect at all. */
    public Fetched getHere(URI uri) {
        return fetch(uri, new Manner(0, ""), inMemory());
    }

    private BodyTaker inMemory() {
        int maxBytes = (int) Math.min(limits.maxBytes(), FetchLimits.MAX_BODY);
        return (status, entity) -> BodyCopy.toMemory(entity, maxBytes);
    }

    /**
     * As {@link #get}, with the body of a 2xx answer written to a stream as it comes; that of the answer is empty then. What was
     * written is of no use where a failure is returned.
     */
    public Fetched download(URI uri, OutputStream into) {
        return fetch(uri, new Manner(MAX_REDIRECTS, ""), (status, entity) -> {
            if (status / 100 != 2) {
                return BodyCopy.toMemory(entity, FetchLimits.MAX_BODY);
            }
            BodyCopy.toStream(entity, limits, into);
            return NOTHING;
        });
    }

    private Fetched fetch(URI uri, Manner manner, BodyTaker taker) {
        HttpDeadline deadline = new HttpDeadline();
        ScheduledFuture<?> alarm =
                deadlines.schedule(deadline::pass, limits.total().toMillis(), TimeUnit.MILLISECONDS);
        try {
            URI at = uri;
            for (int hop = 0; ; hop++) {
                Hop got = once(at, manner, deadline, taker);
                if (got.next == null) {
                    return got.fetched;
                }
                String to = OneLine.of(got.next.toString());
                if (manner.redirects == 0 || !sameOrigin(at, got.next)) {
                    return new Failure(
                            Cause.REDIRECTED, at.getAuthority() + " redirects to " + to + ", not followed", to);
                }
                if (hop == manner.redirects) {
                    return new Failure(
                            Cause.REDIRECTED, at.getAuthority() + " redirects more than " + hop + " times", to);
                }
                at = got.next;
            }
        } finally {
            alarm.cancel(false);
        }
    }

    private Hop once(URI uri, Manner manner, HttpDeadline deadline, BodyTaker taker) {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        if (!reach.permits(scheme) || uri.getHost() == null || uri.getUserInfo() != null) {
            return Hop.end(new Failure(Cause.FORBIDDEN, uri + " may not be fetched: https only"));
        }
        HttpGet request = new HttpGet(uri);
        if (!manner.accept.isEmpty()) {
            request.setHeader("Accept", manner.accept);
        }
        if (!deadline.guard(request)) {
            return Hop.end(new Failure(Cause.TIMEOUT, uri.getAuthority() + " took too long"));
        }
        HttpClientContext context = HttpClientContext.create();
        try {
            return (scheme.equals("http") ? http : https).execute(request, context, response -> {
                try {
                    return read(uri, response, context.getSSLSession(), taker);
                } catch (IOException e) {
                    // Or else the rest of the body would be read, only to be thrown away.
                    request.cancel();
                    throw e;
                }
            });
        } catch (CheckedAddresses.ForbiddenAddressException e) {
            return Hop.end(new Failure(Cause.FORBIDDEN, String.valueOf(e.getMessage())));
        } catch (UnknownHostException e) {
            return Hop.end(new Failure(Cause.NO_ADDRESS, uri.getHost() + " has no address"));
        } catch (BodyCopy.TooLargeException e) {
            return Hop.end(new Failure(Cause.TOO_LARGE, uri.getAuthority() + " answered " + e.getMessage()));
        } catch (BodyCopy.UnstoredException e) {
            return Hop.end(new Failure(Cause.UNSTORED, "cannot be stored: " + e.getCause()));
        } catch (IOException e) {
            boolean late = deadline.passed() || e instanceof InterruptedIOException;
            return Hop.end(new Failure(late ? Cause.TIMEOUT : Cause.BROKEN, uri.getAuthority() + ": " + e));
        }
    }

    private Hop read(URI uri, ClassicHttpResponse response, @Nullable SSLSession session, BodyTaker taker)
            throws IOException {
        int status = response.getCode();
        byte[] body = taker.take(status, response.getEntity());
        Header location = response.getFirstHeader("Location");
        if (status / 100 == 3 && location != null) {
            try {
                return new Hop(new Failure(Cause.REDIRECTED, ""), uri.resolve(location.getValue()));
            } catch (IllegalArgumentException e) {
                String to = OneLine.of(location.getValue());
                return Hop.end(new Failure(Cause.REDIRECTED, uri.getAuthority() + " redirects to no URI", to));
            }
        }
        Header retryAfter = response.getFirstHeader("Retry-After");
        Duration delay = retryAfter == null
                ? null
                : RetryAfter.tryParse(retryAfter.getValue(), clock.instant()).orElse(null);
        return Hop.end(new Answer(status, body, delay, session == null ? null : ShownTls.of(session)));
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && a.getPort() == b.getPort();
    }

    private static CloseableHttpClient client(FetchLimits limits, CheckedAddresses addresses) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(MAX_HEADER_LINE)
                                        .setMaxHeaderCount(MAX_HEADERS)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout(limits.connect()))
                                .setSocketTimeout(timeout(limits.read()))
                                .setTimeToLive(TimeValue.ofMinutes(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(limits.read()))
                        .setConnectionRequestTimeout(timeout(limits.total()))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("sigwatch")
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        http.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
        https.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }

    private record Hop(Fetched fetched, @Nullable URI next) {
        static Hop end(Fetched fetched) {
            return new Hop(fetched, null);
        }
    }

    /**
     * How it is asked.
     *
     * @param redirects most followed, within one origin
     * @param accept the type of content wanted, empty for any
     */
    private record Manner(int redirects, String accept) {}

    @FunctionalInterface
    private interface BodyTaker {
        byte[] take(int status, @Nullable HttpEntity entity) throws IOException;
    }
}
