package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.syntax.Nsid;
import dev.sigwatch.atproto.syntax.RecordKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whether keys are repository paths. Neighbours mostly share their collection, which is then judged once. */
final class KeySyntax {
    private byte[] judged = {};
    private int judgedLength = -1;

    boolean isPath(byte[] key) {
        int slash = judgedLength;
        boolean known =
                slash >= 0 && key.length > slash && key[slash] == '/' && Arrays.equals(key, 0, slash, judged, 0, slash);
        if (!known) {
            slash = slash(key);
            if (slash < 0 || !isCollection(key, slash)) {
                return false;
            }
            judged = key;
            judgedLength = slash;
        }
        return RecordKey.isValid(key, slash + 1, key.length);
    }

    private static int slash(byte[] key) {
        for (int i = 0; i < key.length; i++) {
            if (key[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isCollection(byte[] key, int length) {
        // Latin-1 keeps every byte a character: what is not ASCII stays what no NSID has.
        return Nsid.tryParse(new String(key, 0, length, StandardCharsets.ISO_8859_1))
                .filter(Nsid::isNormalized)
                .isPresent();
    }
}
