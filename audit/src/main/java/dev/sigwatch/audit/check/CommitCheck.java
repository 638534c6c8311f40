package dev.sigwatch.audit.check;

import dev.sigwatch.audit.Finding;
import java.util.function.Consumer;

/** One question about a {@code #commit} or {@code #sync}, answered from the frame alone. */
interface CommitCheck {
    /** Adds what it finds; nothing where all is well. */
    void check(CommitEvidence evidence, Consumer<Finding> findings);
}
