package dev.sigwatch.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.policy.Watchlist;
import dev.sigwatch.audit.stream.PolicyText;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyAlertsTest {
    private static final Watchlist WATCHLIST = PolicyReader.watchlist(
                    "watch:\n- handle: \"*.example.com\"\n  expires: 2027-06-30\n")
            .value();

    @Test
    void anEditIsToldWithItsLines() {
        PolicyText before = text("watch:\n- handle: a.example.com\n", 1);
        PolicyText after = text("watch:\n- handle: b.example.com\n", 2);
        Alert alert = PolicyAlerts.edited(before, after).get(0);
        assertThat(alert.rule()).isEqualTo(Rule.S6);
        assertThat(alert.story())
                .extracting(Alert.StoryLine::text)
                .containsExactly("- - handle: a.example.com", "+ - handle: b.example.com");
        assertThat(alert.sentence()).contains("watchlist.yaml", "1 lines new, 1 lines gone");
    }

    @Test
    void theSameTextAndTheFirstAreNoEdits() {
        PolicyText text = text("watch:\n", 1);
        assertThat(PolicyAlerts.edited(null, text)).isEmpty();
        assertThat(PolicyAlerts.edited(text, text("watch:\n", 2))).isEmpty();
    }

    @Test
    void anEntryThatExpiresIsToldInFourSteps() {
        assertThat(versions("2027-01-01", "2027-05-01")).isEmpty();
        assertThat(versions("2027-05-01", "2027-06-01")).containsExactly(1);
        assertThat(versions("2027-06-01", "2027-06-02")).isEmpty();
        assertThat(versions("2027-06-02", "2027-06-24")).containsExactly(2);
        assertThat(versions("2027-06-24", "2027-06-29")).containsExactly(3);
        assertThat(versions("2027-06-29", "2027-07-01")).containsExactly(4);
        assertThat(versions("2027-07-01", "2028-07-01")).isEmpty();
    }

    @Test
    void allStepsAreOneIncident() {
        List<Alert> first = PolicyAlerts.expiring(WATCHLIST, 0, micros("2027-06-01"));
        List<Alert> second = PolicyAlerts.expiring(WATCHLIST, 0, micros("2027-07-01"));
        assertThat(first.get(0).id()).isEqualTo(second.get(0).id());
        assertThat(second.get(0).sentence()).contains("expired at 2027-06-30T00:00:00Z", "handle *.example.com");
    }

    @Test
    void theTrustPolicysEditsAreToldAndWhomItNeedsAndWhenThatExpires() {
        PolicyText before = new PolicyText(PolicyText.Kind.TRUST, TRUST, "trust.yaml", 1);
        PolicyText after =
                new PolicyText(PolicyText.Kind.TRUST, TRUST.replace("2027-06-30", "2099-06-30"), "trust.yaml", 2);
        Alert edit = PolicyAlerts.edited(before, after).get(0);
        assertThat(edit.object()).isEqualTo("trust");
        assertThat(edit.title()).isEqualTo("Trust policy edited");
        assertThat(edit.story())
                .extracting(Alert.StoryLine::text)
                .containsExactly("-     expiresAt: 2027-06-30", "+     expiresAt: 2099-06-30");

        assertThat(PolicyAlerts.expiring(before, 0, micros("2027-05-01"))).isEmpty();
        List<Alert> soon = PolicyAlerts.expiring(before, micros("2027-05-01"), micros("2027-06-01"));
        assertThat(soon).hasSize(1);
        assertThat(soon.get(0).object()).isEqualTo("trust did:plc:aaaa");
        assertThat(soon.get(0).sentence()).contains("did:plc:aaaa (Alice) until 2027-06-30T00:00:00Z, by line 5");
        List<Alert> over = PolicyAlerts.expiring(before, micros("2027-06-01"), micros("2027-06-30"));
        assertThat(over).extracting(Alert::version).containsExactly(4);
        assertThat(over.get(0).id()).isEqualTo(soon.get(0).id());
        assertThat(PolicyAlerts.expiring(before, micros("2027-07-01"), micros("2028-06-01")))
                .isEmpty();
        assertThat(PolicyAlerts.expiring(
                        text("watch:\n- handle: a.example\n  expires: 2027-06-30\n", 1), 0, micros("2027-06-29")))
                .hasSize(1);
    }

    private static final String TRUST = """
            version: 1.0
            trustedDIDs:
              did:plc:aaaa:
                name: Alice
                expiresAt: 2027-06-30
              did:plc:unneeded: {expiresAt: 2027-06-29}
            policies:
              - {name: p, scope: "**", require: {signature: true, trustedDIDs: ["did:plc:aaaa"]}, action: enforce}
            """;

    private static List<Integer> versions(String since, String now) {
        return PolicyAlerts.expiring(WATCHLIST, micros(since), micros(now)).stream()
                .map(Alert::version)
                .toList();
    }

    private static long micros(String date) {
        return Instant.parse(date + "T00:00:00Z").getEpochSecond() * 1_000_000L;
    }

    private static PolicyText text(String text, long at) {
        return new PolicyText(PolicyText.Kind.WATCHLIST, text, "watchlist.yaml", at);
    }
}
