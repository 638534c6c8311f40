package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.simulator.life.ScriptedLife;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.simulator.network.Takeover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pure core alone tells of every story what it must, of nobody's honest neighbour more than it may. */
class AlertRulesTest {
    private static final Instant BEGINS = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration WHILE = Duration.ofMinutes(5);

    private final ScriptedLife life = new ScriptedLife(20_260_301, BEGINS);
    private final SimulatedNetwork network = life.network();
    private final AlertLedger alerts = new AlertLedger();
    private final PureAudit audit = new PureAudit(alerts::onSignal);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHARED_KEY") // Who else has a key is known beyond the core.
    void storyIsToldAsItMustBe(Misbehaviour misbehaviour) {
        AtomicReference<SimulatedAccount> account = new AtomicReference<>();
        AtomicReference<SimulatedAccount> neighbour = new AtomicReference<>();
        life.then(WHILE, () -> neighbour.set(publisher("neighbour")));
        if (misbehaviour.needsOwnAccount()) {
            life.then(WHILE, () -> {
                int before = network.accounts().size();
                network.misbehave(misbehaviour);
                account.set(network.accounts().get(before));
            });
        } else {
            life.then(WHILE, () -> account.set(publisher("someone")));
            life.then(WHILE, () -> network.misbehave(misbehaviour, account.get()));
        }
        life.then(WHILE, () -> network.post(neighbour.get()));
        live();

        assertThat(rules(account.get()))
                .as(misbehaviour.sentence())
                .containsAll(misbehaviour.alarms().rules());
        if (!misbehaviour.alarms().pages()) {
            assertThat(told(account.get())).noneMatch(alert -> alert.priority() == Priority.P1);
        }
        // That the neighbour publishes for the first time is all there is to say of it.
        assertThat(told(neighbour.get())).allSatisfy(alert -> {
            assertThat(alert.rule()).isEqualTo(Rule.R6);
            assertThat(alert.priority()).isEqualTo(Priority.P3);
        });
    }

    @Test
    void theftIsOneIncidentAndItsUndoingRevisesWhatTheThiefSigned() {
        AtomicReference<SimulatedAccount> account = new AtomicReference<>();
        AtomicReference<Takeover> theft = new AtomicReference<>();
        life.then(WHILE, () -> account.set(publisher("victim")));
        life.then(WHILE, () -> {
            theft.set(network.life().takeOverForAWhile(account.get()));
            theft.get().steal();
            network.push(account.get(), "app", "v1");
        });
        life.then(Duration.ofHours(20), () -> theft.get().recover());
        life.then(WHILE, () -> network.push(account.get(), "app", "v2"));
        live();

        assertThat(rules(account.get())).containsOnlyOnce("K3", "K4", "R9");
        assertThat(told(account.get()))
                .filteredOn(alert -> alert.priority() == Priority.P1)
                .extracting(alert -> alert.rule().name())
                .contains("K3");
        assertThat(audit.bad())
                .filteredOn(line -> line.startsWith("revised"))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("SIG_NULLIFIED_KEY"));
        assertThat(audit.bad()).noneMatch(line -> line.contains("CHAIN_FORK"));
    }

    @Test
    void directoryThatLiesIsFoundOut() {
        AtomicReference<SimulatedAccount> drop = changed("drop");
        AtomicReference<SimulatedAccount> alter = changed("alter");
        AtomicReference<SimulatedAccount> reorder = changed("reorder");
        life.then(WHILE, () -> network.lies().drop(drop.get()));
        life.then(WHILE, () -> network.lies().alter(alter.get()));
        life.then(WHILE, () -> network.lies().reorder(reorder.get()));
        live();
        for (AtomicReference<SimulatedAccount> account : List.of(drop, alter, reorder)) {
            assertThat(rules(account.get())).as(account.get().handle()).contains("K6");
        }
    }

    private AtomicReference<SimulatedAccount> changed(String name) {
        AtomicReference<SimulatedAccount> account = new AtomicReference<>();
        life.then(WHILE, () -> account.set(publisher(name)));
        life.then(WHILE, () -> network.life().changeHandle(account.get(), "renamed-" + name + ".test"));
        life.then(WHILE, () -> network.life().rotate(account.get()));
        life.then(WHILE, () -> network.post(account.get()));
        return account;
    }

    private SimulatedAccount publisher(String name) {
        SimulatedAccount account = network.account(name);
        network.push(account, "app", "v1");
        return account;
    }

    private void live() {
        life.live(
                reception -> {
                    audit.arrange(reception);
                    alerts.arrange(reception);
                },
                audit);
    }

    private List<Alert> told(SimulatedAccount account) {
        return alerts.alerts().stream()
                .filter(alert -> alert.did().equals(account.did().value()))
                .toList();
    }

    private List<String> rules(SimulatedAccount account) {
        return told(account).stream().map(alert -> alert.rule().name()).toList();
    }
}
