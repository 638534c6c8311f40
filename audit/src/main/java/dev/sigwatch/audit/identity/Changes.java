package dev.sigwatch.audit.identity;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.ArrayList;
import java.util.List;

/** What an operation changes, told against the one that was in force before. */
final class Changes {
    private Changes() {}

    static List<Finding> of(JudgedOperation before, JudgedOperation after) {
        List<Finding> notices = new ArrayList<>();
        told(notices, FindingCode.KEY_ROTATED, before.signingKey(), after.signingKey());
        if (!before.rotationKeys().equals(after.rotationKeys())) {
            notices.add(FindingCode.ROTATION_KEYS_CHANGED.found(
                    words("added", minus(after.rotationKeys(), before.rotationKeys()))
                            + words("removed", minus(before.rotationKeys(), after.rotationKeys()))
                            + (sameSet(before, after) ? "reordered" : "")));
        }
        told(notices, FindingCode.PDS_MOVED, before.pds(), after.pds());
        told(
                notices,
                FindingCode.HANDLE_CHANGED,
                String.join(" ", before.handles()),
                String.join(" ", after.handles()));
        return notices;
    }

    private static void told(List<Finding> notices, FindingCode code, String before, String after) {
        if (!before.equals(after)) {
            notices.add(code.found((before.isEmpty() ? "none" : before) + " -> " + (after.isEmpty() ? "none" : after)));
        }
    }

    private static boolean sameSet(JudgedOperation before, JudgedOperation after) {
        return minus(after.rotationKeys(), before.rotationKeys()).isEmpty()
                && minus(before.rotationKeys(), after.rotationKeys()).isEmpty();
    }

    private static List<String> minus(List<String> keys, List<String> others) {
        return keys.stream().filter(key -> !others.contains(key)).distinct().toList();
    }

    private static String words(String verb, List<String> keys) {
        return keys.isEmpty() ? "" : verb + " " + String.join(" ", keys) + "; ";
    }
}
