package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;

/** Details of findings about records that tell two kinds of one finding apart. */
public final class RecordDetails {
    private static final String OTHER_CONTENTS = "with other contents";
    private static final String OTHER_SERVICE = "on another storage service";

    private RecordDetails() {}

    static Finding otherContents(String recordBefore) {
        return FindingCode.MANIFEST_RECREATED.found(OTHER_CONTENTS + ", was record " + recordBefore);
    }

    static Finding otherService(String holdBefore) {
        return FindingCode.MANIFEST_RECREATED.found(OTHER_SERVICE + ", was " + holdBefore);
    }

    /** Whether a manifest came back with other contents, and not merely on another storage service. */
    public static boolean isOfOtherContents(Finding finding) {
        return finding.code() == FindingCode.MANIFEST_RECREATED
                && finding.detail().startsWith(OTHER_CONTENTS);
    }
}
