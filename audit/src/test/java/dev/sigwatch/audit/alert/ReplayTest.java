package dev.sigwatch.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.detect.Detectors;
import dev.sigwatch.audit.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever an account lives through: a signal that comes twice changes nothing, and a second run tells the same. */
class ReplayTest {
    private static final String RELAY = "relay.example";
    private static final List<String> KEYS = List.of(Scene.KEY, Scene.NEW_KEY);
    private static final List<String> ROTATION = List.of(Scene.OWNER, Scene.SERVER, Scene.NEW_SERVER, Scene.STRANGER);

    @Test
    void duplicatesMakeNoIncidents() {
        for (long seed = 1; seed <= 30; seed++) {
            List<Signal> signals = life(seed);
            List<Alert> once = run(signals);
            List<Signal> twice = new ArrayList<>();
            signals.forEach(signal -> {
                twice.add(signal);
                twice.add(signal);
            });
            assertThat(run(signals)).as("seed " + seed).isEqualTo(once);
            assertThat(newest(run(twice))).as("seed " + seed).isEqualTo(newest(once));
        }
    }

    @Test
    void aTakeoverIsNeverOpenBesideItsParts() {
        for (long seed = 1; seed <= 80; seed++) {
            AlertState state = AlertState.EMPTY;
            AlertJudge judge = new AlertJudge(Detectors.ALL);
            for (Signal signal : life(seed)) {
                state = judge.onSignal(signal, Policy.EMPTY, state).state();
                List<Alert> open =
                        state.incidents().stream().map(Incident::alert).toList();
                List<String> taken = open.stream()
                        .filter(it -> it.rule() == Rule.K3)
                        .flatMap(it -> List.of(
                                it.facts().getOrDefault("operations", "").split(" "))
                                .stream())
                        .toList();
                assertThat(open.stream().filter(it -> it.rule() == Rule.K3).count())
                        .isLessThanOrEqualTo(1);
                assertThat(open)
                        .as("seed " + seed)
                        .noneMatch(it -> (it.rule() == Rule.K1 || it.rule() == Rule.K2) && taken.contains(it.object()));
            }
        }
    }

    private static List<Alert> run(List<Signal> signals) {
        AlertJudge judge = new AlertJudge(Detectors.ALL);
        AlertState state = AlertState.EMPTY;
        List<Alert> told = new ArrayList<>();
        for (Signal signal : signals) {
            AlertDecision decision = judge.onSignal(signal, Policy.EMPTY, state);
            state = decision.state();
            told.addAll(decision.alerts());
        }
        return told;
    }

    private static TreeSet<String> newest(List<Alert> told) {
        TreeSet<String> all = new TreeSet<>();
        told.forEach(it -> all.add(
                it.id() + " " + it.version() + " " + it.priority() + " " + it.status() + " " + it.occurrences()));
        return all;
    }

    private static List<Signal> life(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scene scene = new Scene().born(List.of(Scene.OWNER, Scene.SERVER));
        FindingCode[] codes = FindingCode.values();
        for (int i = 0; i < 40; i++) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    int from = random.nextInt(ROTATION.size());
                    scene.change(
                            key,
                            ROTATION.subList(from, Math.min(ROTATION.size(), from + 1 + random.nextInt(2))),
                            random.nextBoolean() ? Scene.OLD_PDS : Scene.NEW_PDS,
                            random.nextInt(2),
                            ROTATION.get(random.nextInt(ROTATION.size())));
                }
                case 1 -> scene.account(RELAY, random.nextBoolean(), "deactivated");
                case 2 -> scene.push(RELAY, key, "app", "v" + i);
                case 3 -> scene.notice(RELAY);
                case 4 -> scene.revised(key, FindingCode.SIG_NULLIFIED_KEY.found(key));
                case 5 -> scene.emptyCommit(RELAY, key);
                default -> scene.commit(RELAY, key, new Finding(codes[random.nextInt(codes.length)], ""));
            }
        }
        return scene.signals;
    }
}
