package dev.sigwatch.job.type;

import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.judge.KnownRecord;
import dev.sigwatch.audit.judge.RegistryMemory;
import dev.sigwatch.audit.judge.RegistryNote;
import dev.sigwatch.audit.policy.TrustDecision;

/** Random values of what is kept of registry records. */
final class RandomRegistry {
    private RandomRegistry() {}

    static KnownRecord record(RandomValues random) {
        return new KnownRecord(
                random.text(),
                random.number(),
                random.text(),
                random.flag(),
                random.text(),
                random.text(),
                random.text(),
                random.list(() -> new KnownRecord.Pointed(random.text(), random.text())),
                random.text(),
                random.text(),
                random.text(),
                random.number());
    }

    static RegistryNote note(RandomValues random) {
        return switch (Math.floorMod(random.integer(), 4)) {
            case 0 -> new RegistryNote.Named(random.integer(), random.integer(), random.list(random::text));
            case 1 -> new RegistryNote.Deleted(record(random), random.number(), random.text());
            case 2 -> new RegistryNote.Place(random.text());
            default -> new RegistryNote.Seen(random.number());
        };
    }

    static RegistryMemory memory(RandomValues random) {
        return new RegistryMemory(random.text(), random.number(), random.integer(), random.number(), random.integer());
    }

    static RecordFacts facts(RandomValues random) {
        return new RecordFacts(
                random.integer(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.text(),
                random.number(),
                random.text(),
                new RegistryFacts(
                        random.constant(Binding.values()),
                        random.text(),
                        random.text(),
                        random.text(),
                        random.text(),
                        random.text(),
                        random.list(() -> new RegistryFacts.Reference(
                                random.flag(), random.text(), random.text(), random.number()))),
                random.list(random::finding));
    }

    static TrustDecision decision(RandomValues random) {
        return new TrustDecision(
                random.constant(TrustDecision.Result.values()), random.text(), random.integer(), random.text());
    }
}
