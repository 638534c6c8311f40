package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.Datetime;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/**
 * Times in a record are not in the future, not before computers kept time, and near the revision of the commit that wrote them. All of
 * them are what their writer says, so this tells of clocks and of imports more often than of anything else.
 */
final class TimesAreLikely implements RecordCheck {
    /** Clocks differ by that much; revisions in the future are held to the same. */
    private static final long MAX_AHEAD_MICROS = 5L * 60 * 1_000_000;

    /** A push takes minutes; a day is an import or a false clock. */
    private static final long MAX_FROM_REVISION_MICROS = 24L * 60 * 60 * 1_000_000;

    private static final String CREATED = "createdAt";
    private static final String UPDATED = "updatedAt";

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        Lexicon lexicon = Lexicons.of(record.collection());
        Places wrong = new Places();
        for (String field : lexicon == null ? List.<String>of() : lexicon.times()) {
            Datetime.tryParse(record.text(field)).ifPresent(time -> {
                String fault = fault(field, time.micros(), record);
                if (!fault.isEmpty()) {
                    wrong.add(field + " " + time + fault);
                }
            });
        }
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.TIME_SKEW.found(wrong.toString()));
        }
    }

    private static String fault(String field, long micros, RegistryRecord record) {
        if (micros < 0) {
            return " is before 1970";
        }
        if (micros > record.seenAt() + MAX_AHEAD_MICROS) {
            return " is in the future";
        }
        // What is written again keeps the time of its creation; what an export holds may be of any age.
        boolean isOfThisCommit =
                (field.equals(CREATED) && record.isCreated()) || (field.equals(UPDATED) && record.isWritten());
        return isOfThisCommit && isFarFromRevision(micros, record.rev()) ? " is far from revision " + record.rev() : "";
    }

    private static boolean isFarFromRevision(long micros, String rev) {
        return Tid.tryParse(rev)
                .filter(tid -> Math.abs(tid.micros() - micros) > MAX_FROM_REVISION_MICROS)
                .isPresent();
    }
}
