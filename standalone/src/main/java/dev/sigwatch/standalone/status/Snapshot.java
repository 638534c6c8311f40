package dev.sigwatch.standalone.status;

import dev.sigwatch.audit.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline at one moment. Counts are since this process started.
 *
 * @param hosts one per live stream
 * @param forwarded frames in scope, on all streams
 * @param publishers size of the publisher set
 * @param identities how the resolver does
 * @param repositories how the fetcher does
 * @param verdicts conclusions by verdict; every verdict is there
 * @param findings by code
 * @param held events that wait for an answer now
 */
public record Snapshot(
        List<Host> hosts,
        long forwarded,
        long publishers,
        Identities identities,
        Repositories repositories,
        Map<Verdict, Long> verdicts,
        Map<String, Long> findings,
        long held) {
    /** A pipeline that has done nothing. */
    public static final Snapshot NOTHING = new Snapshot(
            List.of(), 0, 0, new Identities(0, 0, 0), new Repositories(0, 0, 0, 0), noVerdicts(), Map.of(), 0);

    /**
     * One live stream.
     *
     * @param received frames received
     * @param lagMicros our clock minus the newest frame's own time; 0 where unknown
     * @param connected whether the stream flows now
     * @param detail how the last connection ended, or why none can be made; empty while all is well
     */
    public record Host(String name, long received, long lagMicros, boolean connected, String detail) {}

    /**
     * The resolver.
     *
     * @param pending DIDs with an open question now
     * @param lookups begun
     * @param failures lookups without an answer
     */
    public record Identities(long pending, long lookups, long failures) {}

    /**
     * The fetcher of repositories.
     *
     * @param pending DIDs with an open request now
     * @param taken exports taken, whatever they held
     * @param bytes of these
     * @param failures reports that there is none
     */
    public record Repositories(long pending, long taken, long bytes, long failures) {}

    /** Frames received on all live streams. */
    public long received() {
        return hosts.stream().mapToLong(Host::received).sum();
    }

    /** The lag of the stream that is furthest behind, microseconds. */
    public long lagMicros() {
        return hosts.stream().mapToLong(Host::lagMicros).max().orElse(0);
    }

    /** Conclusions of any kind. */
    public long judged() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every verdict with zero. */
    static Map<Verdict, Long> noVerdicts() {
        Map<Verdict, Long> none = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            none.put(verdict, 0L);
        }
        return none;
    }
}
