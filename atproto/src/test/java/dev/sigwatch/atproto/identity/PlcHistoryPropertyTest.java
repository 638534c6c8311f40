package dev.sigwatch.atproto.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.syntax.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random lives of DIDs, extended and forked as the rules permit, against a model that only knows the branch in force. */
class PlcHistoryPropertyTest {
    private static final int LIVES = 40;
    private static final int OPERATIONS = 25;

    @Test
    void honestLivesAreValidAndEndOnTheLiveBranch() {
        long seed = new Random().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        int undone = 0;
        for (int life = 0; life < LIVES; life++) {
            PlcLogBuilder log = new PlcLogBuilder(random.nextLong());
            List<Integer> branch = live(log, random);
            PlcHistory history = log.replay();
            assertThat(history.isValid()).as("seed %d, life %d", seed, life).isTrue();
            for (int place = 0; place < log.operations.size(); place++) {
                assertThat(history.steps().get(place).isCanonical())
                        .as("seed %d, life %d, operation %d", seed, life, place)
                        .isEqualTo(branch.contains(place));
                undone += branch.contains(place) ? 0 : 1;
            }
            assertThat(history.head()).isEqualTo(branch.get(branch.size() - 1));
        }
        System.out.printf("PLC lives, seed %d: %d, %d operations undone%n", seed, LIVES, undone);
        assertThat(undone).isPositive();
    }

    @Test
    void whatIsTamperedWithIsNotValid() {
        long seed = new Random().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int life = 0; life < LIVES; life++) {
            PlcLogBuilder log = new PlcLogBuilder(random.nextLong());
            live(log, random);
            int place = random.nextInt(log.operations.size());
            SignedPlcOperation good = (SignedPlcOperation) log.operations.get(place);
            int at = random.nextInt(good.sig().length() - 1);
            char other = good.sig().charAt(at) == 'x' ? 'y' : 'x';
            String sig = good.sig().substring(0, at) + other + good.sig().substring(at + 1);
            Did did = log.did();
            log.operations.set(place, new SignedPlcOperation(good.operation(), sig));

            assertThat(PlcHistory.replay(did, log.log(), PlcLogBuilder.VERIFIER).isValid())
                    .as("seed %d, life %d, operation %d", seed, life, place)
                    .isFalse();
        }
    }

    /** @return places of the operations in force at the end */
    private static List<Integer> live(PlcLogBuilder log, SplittableRandom random) {
        List<Integer> branch = new ArrayList<>(List.of(0));
        Instant now = PlcLogBuilder.START;
        for (int i = 1; i < OPERATIONS; i++) {
            now = now.plus(Duration.ofMinutes(1 + random.nextInt(100)));
            int head = branch.size() - 1;
            // The strongest key may go back wherever the weak one went on.
            int back = random.nextInt(4) == 0 ? random.nextInt(branch.size()) : head;
            boolean mayFork = back < head && isSignedByTheWeak(log, branch.get(back + 1));
            int at = mayFork ? back : head;
            log.add(log.after(branch.get(at)).sign(at < head || random.nextInt(5) == 0 ? log.top : log.low), now);
            while (branch.size() - 1 > at) {
                log.undone(branch.remove(branch.size() - 1));
            }
            branch.add(i);
        }
        return branch;
    }

    private static boolean isSignedByTheWeak(PlcLogBuilder log, int place) {
        return ((SignedPlcOperation) log.operations.get(place)).isSignedBy(log.low.publicKey(), PlcLogBuilder.VERIFIER);
    }
}
