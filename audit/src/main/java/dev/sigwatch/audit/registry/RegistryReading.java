package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.RegistryFacts;
import java.util.ArrayList;
import java.util.List;

/** What the registry's rules make of one record, and what they find about it. */
public record RegistryReading(RegistryFacts facts, List<Finding> findings) {
    /** Judges a record by every rule; a function of its argument, which never throws for what the record holds. */
    public static RegistryReading of(RegistryRecord record) {
        List<Finding> findings = new ArrayList<>();
        RecordChecks.ALL.forEach(check -> check.check(record, findings::add));
        return new RegistryReading(facts(record), List.copyOf(findings));
    }

    private static RegistryFacts facts(RegistryRecord record) {
        Substance substance = record.contents().substance(record.collection());
        boolean isTag = record.isIn(Nsids.TAG);
        TagPointers pointers = TagPointers.of(record);
        return new RegistryFacts(
                record.isIn(Nsids.MANIFEST) ? Bindings.of(record) : Binding.NONE,
                substance.era(),
                isTag ? pointers.target() : "",
                isTag ? pointers.targetDid() : "",
                "",
                substance.mark(),
                substance.references());
    }
}
