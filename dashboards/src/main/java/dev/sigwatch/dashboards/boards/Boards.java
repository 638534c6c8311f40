package dev.sigwatch.dashboards.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Colour;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Link;
import dev.sigwatch.dashboards.Query;
import java.util.List;

/** All boards, and what several of them share. */
public final class Boards {

    private static final String NOTHING_JUDGED =
            "Nothing was judged in this time. On a fresh install the first messages take a minute; "
                    + "if nothing comes, see Pipeline health.";

    private Boards() {}

    /** Every board, as listed. */
    public static List<Board> all() {
        return List.of(
                SecurityOverview.board(),
                IdentityTimeline.board(),
                PublisherImages.board(),
                VerificationQuality.board(),
                PipelineHealth.board());
    }

    /** What a panel about verdicts says when there are none. */
    static String nothingJudged() {
        return NOTHING_JUDGED;
    }

    /** SQL for a variable or marker. */
    static Query.Sql rows(String name) {
        return new Query.Sql(name, Query.Format.TABLE);
    }

    static Column severity() {
        return Column.coloured("severity", Colour.SEVERITIES).width(80);
    }

    static Column status() {
        return Column.coloured("status", Colour.STATUSES);
    }

    static Column verdict() {
        return Column.coloured("verdict", Colour.VERDICTS);
    }

    static Column policy() {
        return Column.coloured("policy", Colour.POLICIES);
    }

    /** The column {@code did}, with the way to the account's life and images. */
    static Column did() {
        return Column.of("did").width(280).links(Link.IDENTITY, Link.IMAGES);
    }
}
