package dev.sigwatch.dashboards;

/**
 * A link from a cell to a board, which takes the time range and the data sources along.
 *
 * @param title what one sees there
 * @param board uid of the board
 * @param variables further parts of the query, such as {@code var-did=${__data.fields.did}}
 */
public record Link(String title, String board, String variables) {

    /** To the life of the account in column {@code did}. */
    public static final Link IDENTITY =
            new Link("Identity timeline", "sigwatch-identity", "var-did=${__data.fields.did:percentencode}");

    /** To the images of the account in column {@code did}. */
    public static final Link IMAGES =
            new Link("Its images", "sigwatch-images", "var-did=${__data.fields.did:percentencode}");

    /** To the story and the evidence of the incident in column {@code alert_id}. */
    public static final Link ALERT = new Link(
            "Story and evidence",
            "sigwatch-identity",
            "var-did=${__data.fields.did:percentencode}&var-alert=${__data.fields.alert_id:percentencode}");

    /** To the bytes of the message in column {@code seq}. */
    public static final Link EVIDENCE = new Link(
            "Evidence of this message",
            "sigwatch-identity",
            "var-did=${__data.fields.did:percentencode}&var-evidence=${__data.fields.seq}");

    /** Where it goes, relative to Grafana. */
    public String url() {
        return "/d/" + board + "/?" + variables
                + "&${ds_clickhouse:queryparam}&${ds_prometheus:queryparam}&${__url_time_range}";
    }
}
