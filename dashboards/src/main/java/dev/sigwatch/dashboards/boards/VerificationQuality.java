package dev.sigwatch.dashboards.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Colour;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Link;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Threshold;
import dev.sigwatch.dashboards.Unit;
import java.util.List;

/** How much of what comes can be proven, and where and why it cannot. */
final class VerificationQuality {

    private static final String ALL_GOOD = "Nothing in this time that did not verify.";
    private static final String NO_IDENTITY =
            "No identity was looked up yet. That begins with the first message of an account.";

    private VerificationQuality() {}

    static Board board() {
        return new Board(
                "sigwatch-quality",
                "Sigwatch: Verification quality",
                "How much of what comes can be proven, and where and why can it not?",
                List.of(),
                List.of(),
                List.of(shares(), reasons(), chains(), identities(), revisions()),
                "now-7d");
    }

    private static Board.Row shares() {
        return Board.Row.of(
                "How much holds",
                "Which share of commits verifies, and is it changing?",
                share("Verified", "Which share of commits holds in all three proofs?", "quality/verified-share")
                        .thresholds(Threshold.atLeast(0.95, 0.99)),
                share("Unproven", "Of which share of commits could something not be checked?", "quality/unproven-share")
                        .thresholds(Threshold.upTo(0.01, 0.05)),
                share("Violations", "Which share of commits is proven to be false?", "quality/violation-share")
                        .thresholds(Threshold.upTo(0.000001, 0.001)),
                share(
                                "Identity refreshed",
                                "Which share verified only after the identity was asked for again?",
                                "quality/refreshed-share")
                        .thresholds(Threshold.upTo(0.02, 0.1)),
                share(
                        "P-256 keys",
                        "Which share of commits is signed on P-256 instead of K-256?",
                        "quality/p256-share"),
                Panel.stat("Legacy commits", "How many messages have a form that the protocol gave up?")
                        .sql("quality/legacy")
                        .thresholds(Threshold.warnFrom(1))
                        .empty("0"),
                Panel.lines("Shares not verified", "Is the share of what does not verify rising?")
                        .sql("quality/shares-over-time")
                        .unit(Unit.SHARE)
                        .thresholds(Threshold.upTo(0.01, 0.05))
                        .columns(
                                Column.of("unproven").colour(Colour.ODD),
                                Column.of("violation").colour(Colour.BAD),
                                Column.of("malformed").colour(Colour.BROKEN))
                        .empty(Boards.nothingJudged()),
                Panel.lines(
                                "Proof trouble",
                                "How often lacks a message what its proof needs, is its past unknown, or its identity out of date?")
                        .sql("quality/incomplete-over-time")
                        .unit(Unit.SHARE)
                        .empty(Boards.nothingJudged()));
    }

    private static Panel share(String title, String question, String sql) {
        return Panel.stat(title, question).sql(sql).unit(Unit.SHARE).maximum(1).empty("nothing judged yet");
    }

    private static Board.Row reasons() {
        return Board.Row.of(
                "Why not",
                "Which findings keep messages from verifying, and whose servers send them?",
                Panel.barGauge("Findings", "Which findings keep messages from verifying?")
                        .sql("quality/reasons")
                        .size(8, 10)
                        .empty(ALL_GOOD),
                Panel.table(
                                "Servers by trouble",
                                "Whose accounts send what does not verify, and at what rate (by whole days)?")
                        .sql("quality/servers")
                        .size(16, 10)
                        .columns(
                                Column.of("not_verified").unit(Unit.SHARE).width(100),
                                Column.of("worst_account").links(Link.IDENTITY),
                                Column.hidden("did"))
                        .empty(Boards.nothingJudged()),
                Panel.table("Findings by server", "Which server has which trouble, and for how many accounts?")
                        .sql("quality/server-reasons")
                        .size(16, 9)
                        .columns(Boards.verdict(), Boards.did())
                        .empty(ALL_GOOD),
                Panel.table("Streams", "Do relays differ in how much of what they pass on verifies?")
                        .sql("quality/streams")
                        .size(8, 9)
                        .columns(Column.of("not_verified").unit(Unit.SHARE).width(100))
                        .empty(Boards.nothingJudged()));
    }

    private static Board.Row chains() {
        return Board.Row.of(
                "Chains and exports",
                "Are broken chains mended by taking whole repositories?",
                Panel.stat("Events held", "How many events wait for a key or an export?")
                        .promQl("sum(sigwatch_events_held)", "")
                        .thresholds(Threshold.upTo(1_000, 100_000))
                        .empty("the job does not tell"),
                Panel.stat("Exports wanted", "Of how many accounts is the repository wanted?")
                        .promQl("sum(sigwatch_exports_pending)", "")
                        .thresholds(Threshold.upTo(100, 1_000))
                        .empty("ingest does not tell"),
                Panel.bars("Exports", "How many repositories were taken, and how did they come out?")
                        .sql("quality/exports-over-time")
                        .size(16, 8)
                        .series(Colour.VERDICTS)
                        .empty(
                                "No repository was taken in this time. One is when an account is first seen or a chain breaks."),
                Panel.table("Exports that failed", "Which repositories could not be had or proven, and why?")
                        .sql("quality/exports-failed")
                        .size(24, 7)
                        .columns(Column.of("time").unit(Unit.TIME).width(170), Boards.verdict(), Boards.did())
                        .empty("Every repository wanted in this time was taken and proven."));
    }

    private static Board.Row identities() {
        return Board.Row.of(
                "Identities",
                "How do keys change, how old do they get, and do directories keep the rules?",
                Panel.bars("Changes of identity", "How often are keys, servers and control changed or undone?")
                        .sql("quality/rotations")
                        .empty("No identity changed in this time."),
                Panel.barGauge("Age of signing keys", "For how long have signing keys been in use?")
                        .sql("quality/key-age")
                        .size(12, 8)
                        .empty(NO_IDENTITY),
                Panel.table("Rules broken by directories", "Which rules do operations break that directories serve?")
                        .sql("quality/directory-faults")
                        .size(24, 6)
                        .columns(Column.of("last").unit(Unit.TIME).width(170), Boards.did())
                        .empty("Every operation seen in this time keeps the rules."));
    }

    private static Board.Row revisions() {
        return Board.Row.of(
                "Revisions",
                "Which verdicts did not hold, and what became known?",
                Panel.table(
                                "Verdicts revised",
                                "What had been said of which message, and why does it not hold any more?")
                        .sql("quality/revisions")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.coloured("was", Colour.VERDICTS),
                                Boards.did(),
                                Column.of("received_at").unit(Unit.TIME).width(170),
                                Column.of("seq").links(Link.EVIDENCE))
                        .empty("No verdict was revised in this time. That is as it should be."));
    }
}
