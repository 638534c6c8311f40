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

/** What was published: images, tags over time, digests, and what the trust policy says. */
final class PublisherImages {

    private static final String NO_RECORDS =
            "No io.atcr record in this time and choice. On a fresh install records show once a publisher pushes or its repository is exported.";

    private static final String WHERE_DEPLOYED = """
            Sigwatch sees what publishers write, not what clusters run: who deployed an image is for the registry's and the clusters' own
            logs. Ask for a running digest with `sigwatch image DIGEST`, and for a policy's answer at any time with
            `sigwatch policy test --policy FILE --digest DIGEST --at TIME`.
            """;

    private PublisherImages() {}

    static Board board() {
        return new Board(
                "sigwatch-images",
                "Sigwatch: Publisher and images",
                "What was published, what did each tag point to, and is it to be trusted?",
                List.of(
                        new Variable.Choice("did", "Publisher", Boards.rows("images/variable-did"), true),
                        new Variable.Choice(
                                "repository", "Repository", Boards.rows("images/variable-repository"), true)),
                List.of(),
                List.of(now(), pushes(), images(), tags(), trust(), records()),
                "now-7d");
    }

    private static Board.Row now() {
        return Board.Row.of(
                "Now",
                "How much is there, and is any of it bad?",
                Panel.stat("Images known", "How many different images are known, of any time?")
                        .sql("images/images-known")
                        .empty("none yet"),
                Panel.stat("Manifests pushed", "How many manifests were written in this time?")
                        .sql("images/pushes")
                        .empty("0"),
                Panel.stat("Tags moved back", "How many tags went back to an image they had left?")
                        .sql("images/tags-moved-back")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"),
                Panel.stat(
                                "Refused by policy",
                                "How many records does the trust policy refuse, or would if it were enforced?")
                        .sql("images/denied")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"),
                Panel.stat("Wrong digests", "How many manifests name a digest other than that of their bytes?")
                        .sql("images/mismatches")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"),
                Panel.stat(
                                "Manifests rewritten",
                                "How many manifests changed or vanished under a digest that cannot change?")
                        .sql("images/rewritten")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"));
    }

    private static Board.Row pushes() {
        return Board.Row.of(
                "Pushes",
                "When is something published, moved and deleted?",
                Panel.bars("Manifests and tags written", "When were manifests and tags created, changed and deleted?")
                        .sql("images/pushes-over-time")
                        .empty(NO_RECORDS),
                Panel.bars("Tag changes", "When were tags created, moved on, moved back and deleted?")
                        .sql("images/tag-changes")
                        .series(Colour.TAG_CHANGES)
                        .empty(NO_RECORDS));
    }

    private static Board.Row images() {
        return Board.Row.of(
                "Images",
                "Who signed each image, was it verified, is it bound to its bytes, and may it run?",
                Panel.table("Images and their standing", "What is known of each image, the doubtful first?")
                        .sql("images/images")
                        .size(24, 11)
                        .columns(
                                Boards.verdict(),
                                Column.coloured("binding", Colour.BINDINGS).width(120),
                                Boards.policy(),
                                Column.of("publisher").links(Link.IDENTITY, Link.IMAGES),
                                Column.of("last_written").unit(Unit.TIME).width(170),
                                Boards.did())
                        .empty(NO_RECORDS));
    }

    private static Board.Row tags() {
        return Board.Row.of(
                "Tags",
                "What did each tag point to, and did any go back?",
                Panel.table("Tag history", "What did each tag point to from when until when, signed by which key?")
                        .sql("images/tag-history")
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.coloured("change", Colour.TAG_CHANGES),
                                Boards.verdict(),
                                Boards.policy(),
                                Column.of("publisher").links(Link.IDENTITY, Link.IMAGES),
                                Column.of("until").unit(Unit.TIME).width(170),
                                Boards.did())
                        .empty("No tag was written in this time and choice."),
                Panel.table("Tags that moved back", "Which tags point to an image again that they had left?")
                        .sql("images/tags-back")
                        .size(12, 8)
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Boards.verdict(),
                                Column.of("publisher").links(Link.IDENTITY, Link.IMAGES),
                                Column.hidden("did"))
                        .empty("No tag moved back in this time. That is as it should be."),
                Panel.table("Deleted within an hour", "Which records were taken back soon after they were written?")
                        .sql("images/short-lived")
                        .size(12, 8)
                        .columns(
                                Column.of("time").unit(Unit.TIME).width(170),
                                Column.of("lived").unit(Unit.SECONDS).width(90),
                                Column.of("publisher").links(Link.IDENTITY, Link.IMAGES),
                                Column.hidden("did"))
                        .empty("Nothing was taken back within an hour."));
    }

    private static Board.Row trust() {
        return Board.Row.of(
                "Trust",
                "Which images does the policy refuse, why, and are they bound to their bytes?",
                Panel.barGauge("Binding of manifests", "Do record key, digest and the bytes' hash agree?")
                        .sql("images/bindings")
                        .series(Colour.BINDINGS)
                        .empty(NO_RECORDS),
                Panel.barGauge("Trust policy", "How did the policy in force answer? none: no policy was given.")
                        .sql("images/policy-results")
                        .series(Colour.POLICIES)
                        .empty(NO_RECORDS),
                Panel.barGauge("Schema of records", "Which version of the record schemas do publishers write?")
                        .sql("images/eras")
                        .empty(NO_RECORDS),
                Panel.table("Why the policy refuses", "Which line of the policy refused how much?")
                        .sql("images/refusals")
                        .size(16, 8)
                        .columns(
                                Boards.policy(),
                                Column.of("last").unit(Unit.TIME).width(170))
                        .empty("The policy refused nothing in this time, or none is in force."),
                Panel.text("Where is it deployed?", "Who runs the image?", WHERE_DEPLOYED)
                        .size(8, 8));
    }

    private static Board.Row records() {
        return Board.Row.of(
                "Records",
                "What is odd about the records themselves?",
                Panel.table(
                                "Findings about records",
                                "Which rules of the registry's records are broken, by how many publishers?")
                        .sql("images/findings")
                        .columns(Column.of("last").unit(Unit.TIME).width(170))
                        .empty("Nothing odd was found about records in this time."));
    }
}
