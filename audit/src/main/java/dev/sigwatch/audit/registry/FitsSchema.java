package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/** A record fits the schema of some era of its collection, as far as schemas of it are known. */
final class FitsSchema implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        List<String> faults = record.contents().substance(record.collection()).faults();
        if (!faults.isEmpty()) {
            String more = faults.size() < SchemaWalk.MAX_FAULTS ? "" : "; perhaps more";
            findings.accept(FindingCode.SCHEMA_INVALID.found(String.join("; ", faults) + more));
        }
    }
}
