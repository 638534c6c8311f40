package dev.sigwatch.standalone.trust;

import dev.sigwatch.audit.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stages gone through so far, each timed and told as it ends. Not thread-safe. */
public final class Trail {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanoClock;
    private final Consumer<Stage> told;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param nanoClock as {@link System#nanoTime()}
     * @param told given each stage as it ends
     */
    public Trail(LongSupplier nanoClock, Consumer<Stage> told) {
        this.nanoClock = nanoClock;
        this.told = told;
    }

    /** Goes through one stage, and returns what it found for the next ones. */
    <T> @Nullable T stage(String name, Supplier<Found<T>> check) {
        long begun = nanos();
        Found<T> found = check.get();
        return stage(name, nanos() - begun, found);
    }

    /** Notes a stage that was gone through already. */
    <T> @Nullable T stage(String name, long nanos, Found<T> found) {
        Stage stage = new Stage(name, found.outcome(), nanos / NANOS_PER_MILLI, found.detail());
        stages.add(stage);
        findings.addAll(found.findings());
        told.accept(stage);
        return found.value();
    }

    /** The time, for those who time stages themselves. */
    long nanos() {
        return nanoClock.getAsLong();
    }

    /** The stages, in order. */
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    /** All findings, in order. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The first stage with an outcome. */
    Optional<Stage> first(Outcome outcome) {
        return stages.stream().filter(stage -> stage.outcome() == outcome).findFirst();
    }
}
