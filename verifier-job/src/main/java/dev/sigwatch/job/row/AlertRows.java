package dev.sigwatch.job.row;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.sink.row.AlertRow;
import dev.sigwatch.sink.row.Table;

/** The row of a record of the alerts topic, whoever wrote it. */
public final class AlertRows implements RowMapping<PositionedAlert> {
    private static final long serialVersionUID = 1L;

    @Override
    public void rows(PositionedAlert told, RowOutput out) {
        Alert alert = told.alert();
        out.add(
                Table.ALERTS,
                new AlertRow(
                        alert.id(),
                        alert.version(),
                        alert.rule().name(),
                        alert.priority().name(),
                        alert.status().wireName(),
                        alert.route().wireName(),
                        alert.did(),
                        alert.handle(),
                        alert.object(),
                        alert.title(),
                        alert.sentence(),
                        alert.raisedAt(),
                        alert.updatedAt(),
                        alert.deadlineAt(),
                        alert.findings(),
                        alert.evidence(),
                        alert.occurrences(),
                        alert.watchItem(),
                        alert.explainedBy(),
                        told.json(),
                        told.publishedAt(),
                        told.partition(),
                        told.offset()));
    }
}
