package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demonstration keeps what it tells. */
@ExtendWith(DemoData.Extension.class)
class DemoDataTest {
    @Test
    void everyFrameHasItsRow(DemoData demo) throws Exception {
        for (JsonNode host : demo.query("SELECT * FROM reconciliation")) {
            assertThat(host.path("balanced").asBoolean()).as("%s", host).isTrue();
        }
        assertThat(demo.query("SELECT DISTINCT host FROM reconciliation")).hasSizeGreaterThan(1);
    }

    @Test
    void theTakeoverIsToldOf(DemoData demo) throws Exception {
        assertThat(demo.query("SELECT alert_id FROM alerts WHERE rule = 'K3'")).isNotEmpty();
        assertThat(demo.query("SELECT * FROM verdict_revisions")).isNotEmpty();
        assertThat(demo.output()).contains("The takeover, explained from what was kept:");
    }
}
