package dev.sigwatch.notifier.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.notifier.Alerts;
import dev.sigwatch.notifier.PlainText;
import org.junit.jupiter.api.Test;

class AlertLinesTest {
    @Test
    void saysWhatAboutWhomUntilWhenAndWhereToReadOn() {
        assertThat(new AlertLines(false, "--data there").of(Alerts.open("K3-1"), Alerts.AT + 3_600_000_000L))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "P1 ALERT K3 takeover_pattern: Keys and home of acme.example changed together"),
                        line -> assertThat(line).isEqualTo("      did:plc:aaaaaaaaaaaaaaaaaaaaaaaa (acme.example)"),
                        line -> assertThat(line).contains("second-strongest key"),
                        line -> assertThat(line).contains("can be undone until").contains("(71 h 0 min left)"),
                        line -> assertThat(line).isEqualTo("      ./sigwatch explain K3-1 --data there"));
    }

    @Test
    void marksThePriorityOnATerminalAndAnEndAsSuch() {
        AlertLines lines = new AlertLines(true, "");

        assertThat(lines.head(Alerts.open("a"))).startsWith("\u001b[1;31mP1 ALERT");
        assertThat(lines.head(Alerts.of("a", 2, Alert.Status.OPEN, Priority.P2)))
                .startsWith("\u001b[33mP2 AGAIN");
        assertThat(lines.head(Alerts.of("a", 2, Alert.Status.RECOVERED, Priority.P1)))
                .startsWith("\u001b[32mP1 OVER");
    }

    @Test
    void letsNoStrangerDrawOnTheTerminal() {
        assertThat(PlainText.line("a\u001b[2Jb\rc\nd\u202ee\u2028", 100)).isEqualTo("a?[2Jb?c?d?e?");
        assertThat(PlainText.line("abc\ud83d\ude00", 4)).isEqualTo("abc…");
    }
}
