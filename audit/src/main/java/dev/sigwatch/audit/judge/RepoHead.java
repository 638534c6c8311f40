package dev.sigwatch.audit.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository stands: what every event of it is judged against, small because every event reads it.
 *
 * @param hosts what each host has sent, most recently heard last; at most {@link #MAX_HOSTS}
 * @param seen the newest commit with a valid signature, null before the first
 * @param seenAt arrival of {@code seen}, microseconds since the epoch
 * @param proven the newest commit whose whole tree is proven, null before the first
 * @param ahead an export's commit that the stream has not reached yet, null where there is none
 * @param resync how the last request for an export stands
 * @param remembered how many commits were ever remembered: they go round {@link SignedCommit#REMEMBERED} places
 * @param tracked registry records remembered
 * @param exportedRev revision up to which an export told all records, empty before the first
 * @param exporting revision of an export of which parts are still to come, and which later events wait for; empty where there is none
 * @param run the newest commits held that follow on each other, null where the last one held follows on none
 * @param judged how many commits were ever kept to be judged again: they go round {@link JudgedCommit#REMEMBERED} places
 * @param troubled whether the signed commit concluded last was not verified
 */
public record RepoHead(
        List<Host> hosts,
        @Nullable Position seen,
        long seenAt,
        @Nullable Position proven,
        @Nullable Position ahead,
        Resync resync,
        long remembered,
        int tracked,
        String exportedRev,
        String exporting,
        @Nullable Run run,
        long judged,
        boolean troubled) {

    /** Sorts before every TID: the records of a repository followed from its first commit are all known. */
    static final String BEGINNING = "0";

    /** Relays audited at once plus hosts an account moved through; older ones are forgotten. */
    public static final int MAX_HOSTS = 16;

    /** Nothing seen yet. */
    public static final RepoHead EMPTY =
            new RepoHead(List.of(), null, 0, null, null, Resync.NONE, 0, 0, "", "", null, 0, false);

    /** One commit's place in its repository: all CIDs as text. */
    public record Position(String rev, String data, String commit) {}

    /**
     * Commits that follow on each other, each with its operations proven.
     *
     * @param before what the first one says it followed
     */
    public record Run(Position before, Position last) {}

    /**
     * What one host has sent.
     *
     * @param rev newest revision with a valid signature, empty before the first
     * @param inactive the host's word for why the account is not active, empty where it is
     */
    public record Host(String name, String rev, String inactive) {}

    /**
     * How the last request for an export stands.
     *
     * @param at when it was asked for, or failed, microseconds since the epoch
     * @param failures how often in a row it failed
     * @param reason why it failed last, empty where it did not
     */
    public record Resync(State state, long at, int failures, String reason) {
        static final Resync NONE = new Resync(State.NONE, 0, 0, "");

        /** The states of a request. */
        public enum State {
            /** Nothing is asked for. */
            NONE,
            /** An export is on its way. */
            ASKED,
            /** The last attempt failed. */
            FAILED
        }

        static Resync asked(long at, int failures) {
            return new Resync(State.ASKED, at, failures, "");
        }

        boolean isAsked() {
            return state == State.ASKED;
        }
    }

    /** What a host has sent; a host never heard has sent nothing. */
    Host host(String name) {
        for (Host host : hosts) {
            if (host.name().equals(name)) {
                return host;
            }
        }
        return new Host(name, "", "");
    }

    RepoHead withHost(Host heard) {
        List<Host> next = new ArrayList<>(hosts.size() + 1);
        for (Host host : hosts) {
            if (!host.name().equals(heard.name())) {
                next.add(host);
            }
        }
        next.add(heard);
        return new RepoHead(
                List.copyOf(next.subList(Math.max(0, next.size() - MAX_HOSTS), next.size())),
                seen,
                seenAt,
                proven,
                ahead,
                resync,
                remembered,
                tracked,
                exportedRev,
                exporting,
                run,
                judged,
                troubled);
    }

    RepoHead withSeen(Position position, long at) {
        return new RepoHead(
                hosts,
                position,
                at,
                proven,
                ahead,
                resync,
                remembered + 1,
                tracked,
                exportedRev,
                exporting,
                run,
                judged,
                troubled);
    }

    /** Proving a commit settles every open question about those before it. */
    public RepoHead withProven(Position position) {
        boolean reached = ahead == null || position.rev().compareTo(ahead.rev()) >= 0;
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                position,
                reached ? null : ahead,
                reached ? Resync.NONE : resync,
                remembered,
                tracked,
                exportedRev,
                exporting,
                run,
                judged,
                troubled);
    }

    RepoHead withAhead(@Nullable Position position) {
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                proven,
                position,
                resync,
                remembered,
                tracked,
                exportedRev,
                exporting,
                run,
                judged,
                troubled);
    }

    RepoHead withResync(Resync next) {
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                proven,
                ahead,
                next,
                remembered,
                tracked,
                exportedRev,
                exporting,
                run,
                judged,
                troubled);
    }

    RepoHead withTracked(int count) {
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                proven,
                ahead,
                resync,
                remembered,
                count,
                exportedRev,
                exporting,
                run,
                judged,
                troubled);
    }

    RepoHead withExporting(String rev) {
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                proven,
                ahead,
                resync,
                remembered,
                tracked,
                exportedRev,
                rev,
                run,
                judged,
                troubled);
    }

    RepoHead withExported(String rev) {
        return new RepoHead(
                hosts, seen, seenAt, proven, ahead, resync, remembered, tracked, rev, "", run, judged, troubled);
    }

    RepoHead withRun(@Nullable Run other) {
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                proven,
                ahead,
                resync,
                remembered,
                tracked,
                exportedRev,
                exporting,
                other,
                judged,
                troubled);
    }

    RepoHead withJudged(boolean remembers, boolean isTroubled) {
        return new RepoHead(
                hosts,
                seen,
                seenAt,
                proven,
                ahead,
                resync,
                remembered,
                tracked,
                exportedRev,
                exporting,
                run,
                remembers ? judged + 1 : judged,
                isTroubled);
    }

    /** Back to an earlier commit, or to none, because those after it were signed by somebody else: what records there are is not known. */
    RepoHead backTo(@Nullable Position position) {
        return new RepoHead(
                hosts,
                position,
                seenAt,
                position,
                null,
                Resync.NONE,
                remembered,
                tracked,
                "",
                "",
                null,
                judged,
                troubled);
    }

    /** The newest revision known of, seen or proven; empty before the first. */
    String newestRev() {
        String seenRev = seen == null ? "" : seen.rev();
        return proven == null || proven.rev().compareTo(seenRev) < 0 ? seenRev : proven.rev();
    }

    /** Whether a commit is one that was seen last, or proven last. */
    boolean isNewest(String commitCid) {
        return (seen != null && Objects.equals(seen.commit(), commitCid))
                || (proven != null && Objects.equals(proven.commit(), commitCid));
    }
}
