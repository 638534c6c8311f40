package dev.sigwatch.dashboards.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Colour;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Link;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Threshold;
import dev.sigwatch.dashboards.Unit;
import java.util.List;

/** Does anybody have to do something now, and is what must never happen not happening? */
final class SecurityOverview {

    private static final int HOUR = 3600;
    private static final String ZERO_IS_GOOD = "0";

    private SecurityOverview() {}

    static Board board() {
        return new Board(
                "sigwatch-security",
                "Sigwatch: Security overview",
                "Does anybody have to do something now, and is what must never happen not happening?",
                List.of(),
                List.of(new Board.Marker("P1 and P2 alerts", Colour.BAD, Boards.rows("security/mark-alerts"))),
                List.of(now(), expectZero(), verdicts(), publishers(), keys(), alerts()),
                "now-24h");
    }

    private static Board.Row now() {
        return Board.Row.of(
                "Now",
                "What needs somebody now, and how much time is left to undo it?",
                Panel.stat("Open P1", "How many incidents should page somebody? Whenever they began.")
                        .sql("security/open-p1")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty(ZERO_IS_GOOD),
                Panel.stat("Open P2", "How many incidents want a ticket today? Whenever they began.")
                        .sql("security/open-p2")
                        .thresholds(Threshold.warnFrom(1))
                        .empty(ZERO_IS_GOOD),
                Panel.stat("Next deadline", "How long can the most urgent change of keys still be undone?")
                        .sql("security/next-deadline")
                        .unit(Unit.SPAN)
                        .thresholds(Threshold.atLeast(24 * HOUR, 48 * HOUR))
                        .empty("none runs"),
                Panel.stat("Verified commits", "Which share of the commits of this time holds in all three proofs?")
                        .sql("security/verified-share")
                        .unit(Unit.SHARE)
                        .maximum(1)
                        .thresholds(Threshold.atLeast(0.95, 0.99))
                        .empty("nothing judged yet"),
                Panel.stat("Publishers known", "How many accounts that publish images were ever seen?")
                        .sql("security/publishers")
                        .empty("none seen yet"),
                Panel.stat("Streams connected", "Do all relays and servers that we listen to send?")
                        .promQl("sum(sigwatch_stream_connected) / count(sigwatch_stream_connected)", "")
                        .unit(Unit.SHARE)
                        .maximum(1)
                        .thresholds(Threshold.atLeast(0.5, 1))
                        .empty("ingest does not tell"),
                Panel.table(
                                "Open P1 and P2 alerts",
                                "What happened to whom, since when, and until when can it be undone?")
                        .sql("security/open-alerts")
                        .size(24, 8)
                        .columns(
                                Boards.severity(),
                                Column.of("rule").width(60),
                                Column.of("title").links(Link.ALERT),
                                Column.of("account").width(220).links(Link.IDENTITY, Link.IMAGES),
                                Column.of("since").unit(Unit.TIME).width(170),
                                Column.of("time_left").unit(Unit.SPAN).width(150),
                                Column.of("times").width(70),
                                Column.hidden("alert_id"),
                                Column.hidden("did"))
                        .empty(
                                "No open P1 or P2. That is as it should be, as long as streams are connected and something is judged."));
    }

    private static Board.Row expectZero() {
        return Board.Row.of(
                "Expect zero",
                "Did anything happen in this time that never should?",
                zero("Violations", "How many messages are proven to be false?", "security/violations"),
                zero("Malformed", "How many messages could not be read?", "security/malformed"),
                zero(
                        "Split views",
                        "Did anybody show different states to different people (C8, K7)?",
                        "security/split-views"),
                zero(
                        "Directory faults",
                        "Did a directory break its rules or rewrite its past (K5, K6)?",
                        "security/directory-faults"),
                zero(
                        "Revoked keys used",
                        "Was anything signed with a key on the revocation list (K10)?",
                        "security/revoked-keys"),
                zero(
                        "Digest mismatches",
                        "How many manifests name a digest other than that of their bytes?",
                        "security/digest-mismatches"),
                zero("Verdicts revised", "How many verdicts did not hold?", "security/verdicts-revised"),
                zero(
                        "Frames unaccounted",
                        "How many frames were received, and neither kept nor filtered?",
                        "security/frames-unaccounted"));
    }

    private static Panel zero(String title, String question, String sql) {
        return Panel.stat(title, question)
                .size(3, 4)
                .sql(sql)
                .thresholds(Threshold.EXPECT_ZERO)
                .empty(ZERO_IS_GOOD);
    }

    private static Board.Row verdicts() {
        return Board.Row.of(
                "What was judged",
                "How did the verdicts come out over time, and why not well?",
                Panel.bars("Verdicts", "How many messages came out how? Notices claim nothing and are left out.")
                        .sql("security/verdict-mix")
                        .series(Colour.VERDICTS)
                        .empty(Boards.nothingJudged()),
                Panel.bars("Why messages did not verify", "Which findings kept messages from VERIFIED?")
                        .sql("security/findings-over-time")
                        .empty("Nothing in this time that did not verify."));
    }

    private static Board.Row publishers() {
        return Board.Row.of(
                "Publishers",
                "Which publishers are in trouble, the worst and the watched first?",
                Panel.table("Publisher health", "Who has open alerts, violations, or commits that could not be proven?")
                        .sql("security/publisher-health")
                        .columns(
                                Column.coloured("state", Colour.SEVERITIES).width(80),
                                Column.of("publisher").links(Link.IDENTITY, Link.IMAGES),
                                Column.of("last_message").unit(Unit.TIME).width(170),
                                Column.of("verified").unit(Unit.SHARE).width(90),
                                Column.of("violations").width(90),
                                Column.of("unproven").width(90),
                                Column.of("open_alerts").width(100),
                                Boards.did())
                        .empty(
                                "No publisher was heard in this time. Accounts count from their first io.atcr record on."));
    }

    private static Board.Row keys() {
        return Board.Row.of(
                "Keys",
                "Whose keys changed last, and does the change hold?",
                Panel.table(
                                "Last 20 key events",
                                "Which accounts changed keys, servers or control last, signed by which key?")
                        .sql("security/key-events")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.coloured("fate", Colour.FATES),
                                Column.of("handle").links(Link.IDENTITY, Link.IMAGES),
                                Column.of("signed_by_key").width(110),
                                Boards.did())
                        .empty(
                                "No change of keys was seen yet. Identities are looked up when an account is first heard."));
    }

    private static Board.Row alerts() {
        return Board.Row.of(
                "Alerts",
                "How many alerts are raised, by which rules, and how do they end?",
                Panel.bars("Alerts raised", "How many incidents began, by priority?")
                        .sql("security/alerts-raised")
                        .series(Colour.SEVERITIES)
                        .empty("No alert was raised in this time."),
                Panel.table(
                                "Alerts by rule",
                                "Which rules speak, how much of it was expected, and how long does it last?")
                        .sql("security/alerts-by-rule")
                        .size(12, 8)
                        .columns(
                                Column.of("rule").width(60),
                                Column.coloured("highest", Colour.SEVERITIES).width(80),
                                Column.of("median_time_to_recover").unit(Unit.SPAN),
                                Column.of("last").unit(Unit.TIME).width(170))
                        .empty("No alert was raised in this time."));
    }
}
