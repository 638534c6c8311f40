package dev.sigwatch.notifier.http;

import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.PlainText;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts JSON to one server and says what came of it. Follows no redirects: an alert goes where its operator said. */
public final class HttpPost implements AutoCloseable {
    /** How long one try may take, from the first packet to the last byte of the answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As much of an answer as a log line shows. */
    private static final int SHOWN = 200;

    private final HttpTarget target;
    private final Duration patience;
    private final Clock clock;
    private final HttpClient client;
    private @Nullable CompletableFuture<?> going;
    private boolean closed;

    /** @param patience how long one try may take in all */
    public HttpPost(HttpTarget target, Duration patience, Clock clock) {
        this.target = target;
        this.patience = patience;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Posts once. */
    public Delivery post(byte[] json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("User-Agent", "sigwatch")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        target.authorization().ifPresent(value -> request.header("Authorization", value));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), response -> new FirstBytes(SHOWN));
        if (!begin(answer)) {
            return later("stopping");
        }
        try {
            return judge(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return later("no answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            return later(describe(e));
        } catch (CancellationException e) {
            return later("stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return later("interrupted");
        }
    }

    /** Ends a post that waits, and all later ones. */
    @Override
    public synchronized void close() {
        closed = true;
        if (going != null) {
            going.cancel(true);
        }
    }

    private synchronized boolean begin(CompletableFuture<?> answer) {
        if (closed) {
            answer.cancel(true);
            return false;
        }
        going = answer;
        return true;
    }

    private Delivery judge(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Delivery.Done();
        }
        String text = PlainText.line(new String(response.body(), StandardCharsets.UTF_8).strip(), SHOWN);
        String why = "HTTP " + status + (text.isEmpty() ? "" : ": " + text);
        boolean isBusy = status == 408 || status == 425 || status == 429;
        if (status / 100 != 5 && !isBusy) {
            return new Delivery.Refused(why);
        }
        Optional<Duration> wait = response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.tryParse(value, clock.instant()));
        boolean isGateway = status == 502 || status == 503 || status == 504;
        return new Delivery.Later(why, wait, !isBusy && !isGateway);
    }

    private static Delivery later(String why) {
        return new Delivery.Later(why, Optional.empty(), false);
    }

    /** The client's exceptions repeat the address at most, never path or query. */
    private static String describe(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return PlainText.line(cause.getClass().getSimpleName() + message, SHOWN);
    }
}
