package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.RecordFacts;
import java.util.regex.Pattern;

/** How images are named to people. */
final class RecordWords {
    private static final Pattern DIGEST_KEY = Pattern.compile("[0-9a-f]{64}");

    private RecordWords() {}

    /** A tag as {@code app:v1}, a manifest as {@code app@sha256:…}, without a repository where the record does not say. */
    static String image(RecordFacts record) {
        if (record.collection().equals(RecordDetector.TAG)) {
            return record.tag().isEmpty()
                    ? "tag " + Words.name(record.rkey())
                    : Words.name(record.repository() + ":" + record.tag());
        }
        String digest = digest(record);
        return record.repository().isEmpty()
                ? "manifest " + Words.name(digest.isEmpty() ? record.rkey() : digest)
                : Words.name(record.repository()) + "@" + Words.name(digest);
    }

    /** What a tag points to, or what a manifest is; of a manifest that is gone, what its key says. */
    static String digest(RecordFacts record) {
        if (record.collection().equals(RecordDetector.TAG)) {
            return record.registry().targetDigest();
        }
        boolean isKey =
                record.digest().isEmpty() && DIGEST_KEY.matcher(record.rkey()).matches();
        return isKey ? "sha256:" + record.rkey() : record.digest();
    }

    /** The digest, or words where there is none. */
    static String digestOr(String digest, String otherwise) {
        return digest.isEmpty() ? otherwise : Words.name(digest);
    }

    static String detail(Finding finding) {
        return Words.name(finding.detail());
    }
}
