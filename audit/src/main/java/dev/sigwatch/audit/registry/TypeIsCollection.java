package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** A record says of which collection it is; servers that check nothing else of it check this. */
final class TypeIsCollection implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        String type = record.text("$type");
        if (!type.equals(record.collection())) {
            findings.accept(FindingCode.TYPE_MISMATCH.found(type.isEmpty() ? "no $type" : Quoted.text(type)));
        }
    }
}
