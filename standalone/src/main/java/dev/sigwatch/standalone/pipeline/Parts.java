package dev.sigwatch.standalone.pipeline;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run now; they stop in the order of {@link PartName}, each within a bound. Safe for use by several threads. */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    /** Longer than any part's own bound on stopping; only one that hangs needs it. */
    private static final Duration STOP_BOUND = Duration.ofSeconds(60);

    private final EnumMap<PartName, Part> running = new EnumMap<>(PartName.class);
    private final EnumMap<PartName, String> states = new EnumMap<>(PartName.class);
    private final CompletableFuture<Death> firstDeath = new CompletableFuture<>();
    private boolean stopping;

    /** A part that started. One that starts while the others stop is stopped at once. */
    void add(Part part) {
        boolean late;
        synchronized (this) {
            late = stopping;
            if (!late) {
                running.put(part.name(), part);
                states.put(part.name(), "up");
            }
        }
        if (late) {
            stop(part, line -> LOG.warn("{}", line));
        } else {
            CompletableFuture<Void> unused = part.died().thenAccept(why -> onDeath(part.name(), why));
        }
    }

    /** Completes with the first part that ended without having been asked to. */
    CompletableFuture<Death> firstDeath() {
        return firstDeath;
    }

    /** Each part that ever ran: {@code up}, or why it is not. */
    synchronized Map<String, String> states() {
        Map<String, String> named = new LinkedHashMap<>();
        states.forEach((part, state) -> named.put(part.text(), state));
        return named;
    }

    /** Stops all, the one that needs most others first. */
    void stopAll(Progress progress) {
        Optional<Part> part = takeLast();
        while (part.isPresent()) {
            progress.say("stopping " + part.get().name().text());
            stop(part.get(), progress);
            part = takeLast();
        }
    }

    private synchronized Optional<Part> takeLast() {
        stopping = true;
        Optional<PartName> last = running.keySet().stream().reduce((first, second) -> second);
        last.ifPresent(name -> states.put(name, "stopped"));
        return last.map(running::remove);
    }

    private void onDeath(PartName name, String why) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            states.put(name, why);
        }
        firstDeath.complete(new Death(name, why));
    }

    private static void stop(Part part, Progress progress) {
        FutureTask<Void> stopped = new FutureTask<>(() -> {
            part.stop().stop();
            return null;
        });
        daemon(stopped, "stop-" + part.name()).start();
        try {
            stopped.get(STOP_BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.warn("{} did not stop cleanly", part.name().text(), e.getCause());
            progress.say(part.name().text() + " did not stop cleanly: " + e.getCause());
        } catch (TimeoutException e) {
            progress.say(part.name().text() + " did not stop within " + STOP_BOUND.toSeconds() + " s: left behind");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
