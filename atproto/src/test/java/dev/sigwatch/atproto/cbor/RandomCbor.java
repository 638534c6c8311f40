package dev.sigwatch.atproto.cbor;

import dev.sigwatch.atproto.cid.Cid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Values, and bytes that are nearly values. */
final class RandomCbor {
    private static final String[] TEXTS = {
        "", "a", "did", "$type", "é", "⽘☎", "😀", "\uFFFD", "the quick brown fox", "~"
    };

    private final SplittableRandom random;

    RandomCbor(SplittableRandom random) {
        this.random = random;
    }

    CborValue value(int depth) {
        int kinds = depth == 0 ? 7 : 9;
        return switch (random.nextInt(kinds)) {
            case 0 -> CborValue.of(random.nextLong() >> random.nextInt(64));
            case 1 -> CborValue.of(text());
            case 2 -> CborValue.of(bytes());
            case 3 -> CborValue.of(random.nextBoolean());
            case 4 -> CborValue.ofNull();
            case 5 -> CborValue.of(random.nextBoolean() ? Cid.ofDagCbor(bytes()) : Cid.ofRaw(bytes()));
            case 6 -> new CborValue.FloatValue(random.nextInt(-1_000, 1_000) / 8.0 + 0.0);
            case 7 -> {
                List<CborValue> items = new ArrayList<>();
                for (int left = length(); left > 0; left--) {
                    items.add(value(depth - 1));
                }
                yield CborValue.of(items);
            }
            default -> {
                Map<String, CborValue> entries = new HashMap<>();
                for (int left = length(); left > 0; left--) {
                    entries.put(text(), value(depth - 1));
                }
                yield CborValue.of(entries);
            }
        };
    }

    /** Returns the bytes with a few of them changed, taken out or put in. */
    byte[] mutated(byte[] bytes) {
        byte[] mutant = bytes.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && mutant.length > 0; times--) {
            int at = random.nextInt(mutant.length);
            mutant = switch (random.nextInt(5)) {
                case 0 -> replaced(mutant, at, at + 1, (byte) (mutant[at] ^ 1 << random.nextInt(8)));
                case 1 -> replaced(mutant, at, at + 1, (byte) random.nextInt(256));
                case 2 -> replaced(mutant, at, at, (byte) random.nextInt(256));
                case 3 -> replaced(mutant, at, at, mutant[random.nextInt(mutant.length)]);
                default -> replaced(mutant, at, Math.min(mutant.length, at + 1 + random.nextInt(4)));
            };
        }
        return mutant;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte... by) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length - (to - from) + by.length);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        return changed;
    }

    private String text() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return random.nextInt(4) == 0 ? text.repeat(random.nextInt(40)) : text;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return bytes;
    }

    private int length() {
        return random.nextInt(40) == 0 ? random.nextInt(300) : random.nextInt(6);
    }
}
