package dev.sigwatch.dashboards.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Colour;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Threshold;
import dev.sigwatch.dashboards.Unit;
import java.util.List;

/** Whether the auditor itself does its work: from the relay's frame to the row, and to the person told. */
final class PipelineHealth {

    private static final String INGEST_SILENT =
            "Ingest does not tell: it is not running, or Prometheus does not reach it.";
    private static final String JOB_SILENT =
            "The job does not tell: it is not running, or Prometheus does not reach it.";
    private static final String FLINK_SILENT =
            "Flink does not tell: it is not running, or this is the single process, where Flink's own web page shows it.";
    private static final String NOTIFIER_SILENT =
            "No notifier tells: none is running, or Prometheus does not reach it.";
    private static final String NO_FRAMES = "No frame came in this time.";

    private PipelineHealth() {}

    static Board board() {
        return new Board(
                "sigwatch-pipeline",
                "Sigwatch: Pipeline health",
                "Does the auditor itself do its work, and is anything lost on the way?",
                List.of(),
                List.of(),
                List.of(now(), intake(), books(), judging(), resolver(), directories(), job(), telling()),
                "now-6h");
    }

    private static Board.Row now() {
        return Board.Row.of(
                "Now",
                "Does everything flow, and is nothing lost?",
                Panel.stat("Streams down", "How many relays or servers do not send?")
                        .promQl("count(sigwatch_stream_connected == 0) or vector(0)", "")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty(INGEST_SILENT),
                Panel.stat("Worst lag", "How far behind the network's own clock is the slowest stream?")
                        .promQl("max(sigwatch_stream_lag_seconds)", "")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(10, 60))
                        .empty("ingest does not tell"),
                Panel.stat("Age of newest row", "How long ago did the newest message arrive that is in the table?")
                        .sql("pipeline/newest-row")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(30, 300))
                        .empty("no row yet"),
                Panel.stat(
                                "Frames unaccounted for",
                                "How many frames were received, and neither kept nor filtered? Expect 0.")
                        .sql("pipeline/unaccounted")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"),
                Panel.stat(
                                "Verdicts missing",
                                "How many frames have no verdict, though older than fifteen minutes? Expect 0.")
                        .sql("pipeline/missing")
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty("0"),
                Panel.stat("Inserts tried again", "How often did an insert into ClickHouse fail in the last hour?")
                        .promQl("sum(increase(sigwatch_sink_retries_total[1h]))", "")
                        .thresholds(Threshold.upTo(1, 20))
                        .empty("the job does not tell"));
    }

    private static Board.Row intake() {
        return Board.Row.of(
                "Intake",
                "What comes from which stream, how late, and with which gaps?",
                Panel.lines("Frames received", "How many frames a second come from each stream?")
                        .promQl("sum by (host) (rate(sigwatch_frames_received_total[5m]))", "{{host}}")
                        .unit(Unit.PER_SECOND)
                        .empty(INGEST_SILENT),
                Panel.lines("Lag of streams", "How old is the newest frame of each stream by its own time?")
                        .promQl("max by (host) (sigwatch_stream_lag_seconds)", "{{host}}")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(10, 60))
                        .empty(INGEST_SILENT),
                Panel.bars("Frames left out", "How many frames are left out, and why?")
                        .sql("pipeline/filtered")
                        .empty("No frame was left out in this time."),
                Panel.bars("Reconnects and gaps", "How often was a stream lost, and were sequence numbers left out?")
                        .sql("pipeline/gaps")
                        .columns(
                                Column.of("reconnects").colour(Colour.ODD),
                                Column.of("sequence gaps").colour(Colour.BAD))
                        .empty(NO_FRAMES),
                Panel.lines("Frames waiting for Kafka", "Does writing frames to Kafka keep up?")
                        .promQl("sum(sigwatch_log_queued_frames)", "waiting")
                        .thresholds(Threshold.upTo(10_000, 50_000))
                        .empty(INGEST_SILENT),
                Panel.lines(
                                "Failures of the frame log",
                                "How often does writing to Kafka fail and begin anew, in an hour?")
                        .promQl("sum(increase(sigwatch_log_failures_total[1h]))", "failures")
                        .thresholds(Threshold.upTo(1, 10))
                        .empty(INGEST_SILENT));
    }

    private static Board.Row books() {
        return Board.Row.of(
                "The books",
                "Did every frame received become exactly one row?",
                Panel.table(
                                "Reconciliation by stream",
                                "Do the frames of this time, those of the last fifteen minutes left out, balance for each stream?")
                        .sql("pipeline/books")
                        .size(14, 7)
                        .columns(Column.coloured("unaccounted", Colour.ZERO), Column.coloured("missing", Colour.ZERO))
                        .empty("No frame older than fifteen minutes in this time."),
                Panel.lines("Missing verdicts", "What did the notifier find when it added up the last six hours?")
                        .promQl("max by (host) (sigwatch_reconciliation_missing_frames)", "{{host}} missing")
                        .promQl(
                                "max by (host) (abs(sigwatch_reconciliation_unaccounted_frames))",
                                "{{host}} unaccounted")
                        .size(10, 7)
                        .thresholds(Threshold.EXPECT_ZERO)
                        .empty(NOTIFIER_SILENT));
    }

    private static Board.Row judging() {
        return Board.Row.of(
                "Judging",
                "How fast does a frame become a verdict and a row?",
                Panel.lines("Verdicts made", "How many verdicts a second were written, by stream?")
                        .sql("pipeline/judged")
                        .unit(Unit.PER_SECOND)
                        .empty(Boards.nothingJudged()),
                Panel.lines(
                                "From arrival to verdict",
                                "How long does a frame wait for its verdict, on average and at most?")
                        .sql("pipeline/latency")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(5, 60))
                        .empty(Boards.nothingJudged()),
                Panel.lines("Duration of verifications", "Within which time are half and 99 % of commits concluded?")
                        .promQl(quantile("0.5"), "half")
                        .promQl(quantile("0.99"), "99 %")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(5, 60))
                        .empty(JOB_SILENT),
                Panel.bars("Verifications by result", "How many commits a second are verified, failed or undecided?")
                        .promQl("sum by (result) (rate(atcr_verifications_total[5m]))", "{{result}}")
                        .unit(Unit.PER_SECOND)
                        .columns(
                                Column.of("verified").colour(Colour.GOOD),
                                Column.of("failed").colour(Colour.BAD),
                                Column.of("error").colour(Colour.ODD))
                        .empty(JOB_SILENT));
    }

    private static String quantile(String of) {
        return "histogram_quantile(" + of + ", sum by (le) (rate(atcr_verification_duration_seconds_bucket[5m])))";
    }

    private static Board.Row resolver() {
        return Board.Row.of(
                "Resolver",
                "Are keys and repositories found out in time?",
                Panel.lines("Lookups of identities", "How many DIDs a second are looked up, with which result?")
                        .promQl("sum by (result) (rate(atcr_did_resolutions_total[5m]))", "{{result}}")
                        .unit(Unit.PER_SECOND)
                        .columns(
                                Column.of("success").colour(Colour.GOOD),
                                Column.of("failure").colour(Colour.BAD))
                        .empty(INGEST_SILENT),
                Panel.lines("Longest wait", "How long does the oldest open question wait?")
                        .promQl("max(sigwatch_resolver_oldest_pending_seconds)", "identities")
                        .promQl("max(sigwatch_exports_oldest_pending_seconds)", "repositories")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(60, 300))
                        .empty(INGEST_SILENT),
                Panel.lines("Keys known beforehand", "For which share of commits was the key known when they came?")
                        .promQl(
                                "sum(rate(atcr_cache_hits_total[5m])) / (sum(rate(atcr_cache_hits_total[5m])) + "
                                        + "sum(rate(atcr_cache_misses_total[5m])))",
                                "known")
                        .unit(Unit.SHARE)
                        .maximum(1)
                        .empty(JOB_SILENT),
                Panel.lines("Waiting", "How many events, identities and repositories wait?")
                        .promQl("sum(sigwatch_events_held)", "events")
                        .promQl("sum(sigwatch_resolver_pending)", "identities")
                        .promQl("sum(sigwatch_exports_pending)", "repositories")
                        .empty(INGEST_SILENT));
    }

    private static Board.Row directories() {
        return Board.Row.of(
                "Directories",
                "Do the directories answer, and how late do we learn of changes?",
                Panel.lines(
                                "Feeds of directories",
                                "How many operations a second come from each directory's export feed?")
                        .promQl("sum by (directory) (rate(sigwatch_feed_operations_total[5m]))", "{{directory}}")
                        .unit(Unit.PER_SECOND)
                        .empty("No directory's feed is followed, or ingest does not tell."),
                Panel.lines("Trouble of feeds", "Which feeds fail or break the rules, in an hour?")
                        .promQl(
                                "sum by (directory) (increase(sigwatch_feed_failures_total[1h]))",
                                "{{directory}} failures")
                        .promQl("sum by (directory) (increase(sigwatch_feed_faults_total[1h]))", "{{directory}} faults")
                        .thresholds(Threshold.upTo(1, 20))
                        .empty("No directory's feed is followed, or ingest does not tell."),
                Panel.bars("Answers about identities", "Who answered about identities, and what was not to be had?")
                        .sql("pipeline/directory")
                        .empty("No identity was asked about in this time."),
                Panel.lines("Delay of operations", "How long after a directory took an operation did we see it?")
                        .sql("pipeline/directory-lag")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(60, 600))
                        .empty("No new operation was seen in this time."));
    }

    private static Board.Row job() {
        return Board.Row.of(
                "Job and tables",
                "Do checkpoints complete, does the job keep up, and are rows written?",
                Panel.lines("Checkpoint duration", "How long do checkpoints take? Rows become visible with them.")
                        .promQl("max(flink_jobmanager_job_lastCheckpointDuration)", "last checkpoint")
                        .unit(Unit.MILLISECONDS)
                        .thresholds(Threshold.upTo(5_000, 30_000))
                        .empty(FLINK_SILENT),
                Panel.lines("Records behind in Kafka", "By how many records is each reader of Kafka behind?")
                        .promQl(
                                "max by (operator_name) "
                                        + "(flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max)",
                                "{{operator_name}}")
                        .thresholds(Threshold.upTo(10_000, 100_000))
                        .empty(FLINK_SILENT),
                Panel.lines("Back-pressure", "Which task waits for the next, of 1000 ms a second?")
                        .promQl(
                                "max by (task_name) (flink_taskmanager_job_task_backPressuredTimeMsPerSecond)",
                                "{{task_name}}")
                        .unit(Unit.MILLISECONDS)
                        .thresholds(Threshold.upTo(500, 900))
                        .empty(FLINK_SILENT),
                Panel.lines("Rows inserted", "How many rows a second go into each table?")
                        .promQl("sum by (table) (rate(sigwatch_sink_rows_total[5m]))", "{{table}}")
                        .unit(Unit.PER_SECOND)
                        .empty(JOB_SILENT));
    }

    private static Board.Row telling() {
        return Board.Row.of(
                "Telling people",
                "Do alerts reach people, and how fast?",
                Panel.lines("Alerts waiting", "For how long does the oldest alert wait for each receiver?")
                        .promQl("max by (receiver) (sigwatch_notifications_oldest_pending_seconds)", "{{receiver}}")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(60, 120))
                        .empty(NOTIFIER_SILENT),
                Panel.lines(
                                "From detection to alert",
                                "How long after its arrival is the first word of an incident published?")
                        .sql("pipeline/alert-latency")
                        .unit(Unit.SECONDS)
                        .thresholds(Threshold.upTo(5, 60))
                        .empty("No alert was raised in this time."),
                Panel.table("Alerts about the auditor", "What did the auditor find wrong with itself?")
                        .sql("pipeline/self-alerts")
                        .size(24, 7)
                        .columns(
                                Boards.severity(),
                                Boards.status(),
                                Column.of("rule").width(60),
                                Column.of("since").unit(Unit.TIME).width(170),
                                Column.of("last").unit(Unit.TIME).width(170))
                        .empty("Nothing is or was wrong with the auditor in this time."));
    }
}
