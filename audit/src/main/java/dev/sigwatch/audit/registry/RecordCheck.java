package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Finding;
import java.util.function.Consumer;

/** One rule about a registry record, answered from the record alone. */
interface RecordCheck {
    /** Adds what it finds; nothing where all is well, or where the rule is not about records of this collection. */
    void check(RegistryRecord record, Consumer<Finding> findings);
}
