package dev.sigwatch.job.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.job.Alerts;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.sink.row.AlertRow;
import org.junit.jupiter.api.Test;

class AlertRowsTest {
    @Test
    void aRecordOfTheTopicIsARowWithAllThatItSays() {
        PositionedAlert told = Alerts.positioned("K3-1", 2, 41);
        CollectedRows out = new CollectedRows();

        new AlertRows().rows(told, out);

        assertThat(out.rows()).hasSize(1);
        AlertRow row = (AlertRow) out.rows().get(0);
        assertThat(row.alertId()).isEqualTo("K3-1");
        assertThat(row.version()).isEqualTo(2);
        assertThat(row.rule()).isEqualTo("K3");
        assertThat(row.severity()).isEqualTo("P1");
        assertThat(row.status()).isEqualTo("open");
        assertThat(row.route()).isEqualTo("security");
        assertThat(row.subject()).isEqualTo("object");
        assertThat(row.deadlineAt()).isEqualTo(Publisher.START + 72);
        assertThat(row.details()).contains("\"story\"", "it began");
        assertThat(row.alertPartition()).isEqualTo(3);
        assertThat(row.alertOffset()).isEqualTo(41);
    }
}
