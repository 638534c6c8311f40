package dev.sigwatch.dashboards.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Colour;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Link;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Threshold;
import dev.sigwatch.dashboards.Unit;
import dev.sigwatch.dashboards.Variable;
import java.util.List;
import java.util.Map;

/** The life of one account: keys, servers, commits, images and alerts on one axis, down to the bytes. */
final class IdentityTimeline {

    private static final String NO_ACCOUNT =
            "Nothing is known of this account yet: it was not looked up, or another is meant.";

    private static final String CHECK = """
            Everything above can be checked without believing us, with the account `${did}`:

            | to see | run |
            | --- | --- |
            | its keys over time, replayed from the directory's log | `sigwatch identity ${did}` |
            | its whole repository, from handle to last record | `sigwatch verify-repo ${did}` |
            | an incident, its proofs checked again offline | `sigwatch explain ${alert}` |
            | a record's proof for others | `sigwatch proof at://${did}/COLLECTION/RKEY --out proof.car` |
            | the bytes of a message | `sigwatch query "SELECT hex(body) FROM evidence WHERE did = '${did}' AND seq = SEQ"` |

            Links from tables fill in the account, the alert and the message; they can be typed in above as well.
            """;

    private IdentityTimeline() {}

    static Board board() {
        return new Board(
                "sigwatch-identity",
                "Sigwatch: Identity timeline",
                "What happened to this account, in which order, and what proves it?",
                List.of(
                        new Variable.Choice("did", "Account", Boards.rows("identity/variable-did"), false),
                        new Variable.Entry("alert", "Alert"),
                        new Variable.Entry("evidence", "Evidence id or seq")),
                List.of(
                        new Board.Marker("Alerts", Colour.BAD, Boards.rows("identity/mark-alerts")),
                        new Board.Marker("Identity operations", Colour.NOTE, Boards.rows("identity/mark-operations"))),
                List.of(who(), axis(), order(), operations(), alerts(), commits(), evidence()),
                "now-30d");
    }

    private static Board.Row who() {
        return Board.Row.of(
                "Who",
                "Who is this now, and is it in trouble?",
                Panel.table("Account", "What do its newest operation that holds say: handle, server, keys?")
                        .sql("identity/account")
                        .size(24, 4)
                        .columns(
                                Column.of("since").unit(Unit.TIME).width(170),
                                Column.of("curve").width(70))
                        .empty(NO_ACCOUNT),
                Panel.stat("Open alerts", "How many incidents of this account are open?")
                        .sql("identity/open-alerts")
                        .size(6, 4)
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"),
                Panel.stat("Verified", "Which share of what it sent in this time (by whole days) verified?")
                        .sql("identity/verified-share")
                        .size(6, 4)
                        .unit(Unit.SHARE)
                        .maximum(1)
                        .thresholds(Threshold.atLeast(0.95, 0.99))
                        .empty("nothing judged"),
                Panel.stat("Operations", "How many operations or documents of its identity are known?")
                        .sql("identity/operations-count")
                        .size(6, 4)
                        .empty("not looked up yet"),
                Panel.stat("Undone or refused", "How many of them were undone, or break a rule?")
                        .sql("identity/undone-count")
                        .size(6, 4)
                        .thresholds(Threshold.warnFrom(1))
                        .empty("0"));
    }

    private static Board.Row axis() {
        return Board.Row.of(
                "On one axis",
                "Which key was in force when it published, and what happened around it?",
                Panel.spans(
                                "Signing keys",
                                "Which key did the directory serve, and which counts by the log as it is now? They differ while an "
                                        + "operation was in force that was undone later.")
                        .sql("identity/keys-served")
                        .sql("identity/keys-counted")
                        .unit(Unit.TEXT)
                        .empty(NO_ACCOUNT),
                Panel.spans("Server and handle", "Where did it live, and what did it call itself?")
                        .sql("identity/servers")
                        .size(24, 5)
                        .unit(Unit.TEXT)
                        .empty(NO_ACCOUNT),
                Panel.bars("Commits by verdict", "When did it publish anything, and how did it come out?")
                        .sql("identity/commits-by-verdict")
                        .series(Colour.VERDICTS)
                        .empty("It sent nothing in this time."),
                Panel.bars(
                                "Registry records written",
                                "When did it write or delete manifests, tags and other io.atcr records?")
                        .sql("identity/records-written")
                        .empty("It wrote no io.atcr record in this time."));
    }

    private static Board.Row order() {
        return Board.Row.of(
                "In order",
                "What happened, one thing after the other?",
                Panel.table(
                                "Timeline",
                                "In which order did operations, images, exports, alerts and all that did not verify come?")
                        .sql("identity/timeline")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.of("what").width(150),
                                Column.coloured("state", states()).width(130))
                        .empty("Nothing in this time. Widen it, or choose another account."));
    }

    private static Map<String, Colour> states() {
        Map<String, Colour> states = new java.util.LinkedHashMap<>(Colour.VERDICTS);
        states.putAll(Colour.FATES);
        return states;
    }

    private static Board.Row operations() {
        return Board.Row.of(
                "Identity operations",
                "Who changed the identity, with which key, and what became of it?",
                Panel.table(
                                "PLC operations and forks",
                                "Which operations were accepted, which undone by which, and which break a rule?")
                        .sql("identity/operations")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.coloured("fate", Colour.FATES),
                                Column.of("signed_by_key").width(110),
                                Column.of("undone_at").unit(Unit.TIME).width(170))
                        .empty(NO_ACCOUNT));
    }

    private static Board.Row alerts() {
        return Board.Row.of(
                "Alerts",
                "What was raised about it, and what is the story of the chosen one?",
                Panel.table("Alerts of this account", "What was ever raised about it, and how did it end?")
                        .sql("identity/alerts")
                        .columns(
                                Boards.severity(),
                                Boards.status(),
                                Column.of("rule").width(60),
                                Column.of("title").links(Link.ALERT),
                                Column.of("since").unit(Unit.TIME).width(170),
                                Column.of("last").unit(Unit.TIME).width(170),
                                Column.of("deadline").unit(Unit.TIME).width(170),
                                Column.hidden("alert_id"),
                                Column.hidden("did"))
                        .empty("No alert was ever raised about this account."),
                Panel.table(
                                "Chosen alert",
                                "What is the story of the alert named above, and which evidence does it rest on?")
                        .sql("identity/alert-story")
                        .size(24, 5)
                        .columns(Boards.severity(), Boards.status())
                        .empty("Choose an alert by its title in the table above."));
    }

    private static Board.Row commits() {
        return Board.Row.of(
                "Messages",
                "What did it send, how was each judged, and against which key?",
                Panel.table("Messages and verdicts", "Which message came out how, why, and against which key?")
                        .sql("identity/commits")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Boards.verdict(),
                                Column.of("seq").links(Link.EVIDENCE),
                                Column.hidden("did"))
                        .empty("It sent nothing in this time."));
    }

    private static Board.Row evidence() {
        return Board.Row.of(
                "Evidence",
                "Where are the bytes, and how are they checked again?",
                Panel.table("Evidence kept", "Which bytes are kept, of this time or of the evidence named above?")
                        .sql("identity/evidence")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.of("size").unit(Unit.BYTES))
                        .empty(
                                "No bytes are kept of this time. They are kept of publishers, and of what did not verify."),
                Panel.text("Check it yourself", "With which commands can everything here be checked?", CHECK)
                        .size(24, 8));
    }
}
