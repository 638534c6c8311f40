package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the periods of keys out of a log. */
final class Periods {
    private static final byte[] NO_POINT = {};

    private Periods() {}

    /**
     * One period for each operation.
     *
     * @param known periods made before, whose keys need not be read again
     */
    static List<KeyPeriod> of(List<KnownOperation> operations, List<KeyPeriod> known) {
        Map<String, Optional<PublicKey>> keys = new HashMap<>();
        Map<String, KeyPeriod> read = new HashMap<>();
        known.forEach(period -> read.put(period.key(), period));
        KeyPeriod[] periods = new KeyPeriod[operations.size()];
        long servedUntil = KeyPeriod.OPEN;
        long validUntil = KeyPeriod.OPEN;
        for (int i = operations.size() - 1; i >= 0; i--) {
            KnownOperation operation = operations.get(i);
            JudgedOperation told = operation.told();
            long until = !operation.isInForce() ? KeyPeriod.NEVER : told.nullified() ? told.acceptedAt() : validUntil;
            periods[i] = period(told, servedUntil, until, read, keys);
            servedUntil = told.acceptedAt();
            if (operation.isInForce() && !told.nullified()) {
                validUntil = told.acceptedAt();
            }
        }
        return List.of(periods);
    }

    private static KeyPeriod period(
            JudgedOperation told,
            long servedUntil,
            long validUntil,
            Map<String, KeyPeriod> read,
            Map<String, Optional<PublicKey>> keys) {
        KeyPeriod same = told.signingKey().isEmpty() ? null : read.get(told.signingKey());
        PublicKey key = same != null
                ? null
                : keys.computeIfAbsent(told.signingKey(), Periods::usable).orElse(null);
        return new KeyPeriod(
                told.cid(),
                same != null ? same.key() : key == null ? "" : told.signingKey(),
                same != null ? same.curve() : key == null ? null : key.curve(),
                same != null ? same.point() : key == null ? NO_POINT : key.uncompressed(),
                told.signerIndex(),
                told.acceptedAt(),
                servedUntil,
                validUntil,
                told.nullified() ? told.nullifiedAt() : KeyPeriod.OPEN);
    }

    /** A key of another kind signs no commit. */
    private static Optional<PublicKey> usable(String didKey) {
        try {
            return Optional.of(PublicKey.parseDidKey(didKey));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Keys for another purpose: rotation keys and other methods, without the signing key. */
    static List<String> otherKeys(List<String> methods, JudgedOperation head) {
        List<String> others = new ArrayList<>();
        for (List<String> keys : List.of(methods, head.rotationKeys())) {
            for (String key : keys) {
                if (!key.equals(head.signingKey()) && !others.contains(key)) {
                    others.add(key);
                }
            }
        }
        return List.copyOf(others.subList(0, Math.min(MAX_OTHER_KEYS, others.size())));
    }

    /** As many methods and rotation keys as the directory takes; more are not looked at. */
    private static final int MAX_OTHER_KEYS = 20;
}
