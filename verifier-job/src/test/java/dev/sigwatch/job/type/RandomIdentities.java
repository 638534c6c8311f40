package dev.sigwatch.job.type;

import dev.sigwatch.audit.identity.Doubt;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.identity.KnownOperation;
import dev.sigwatch.audit.identity.Snapshot;

/** Seeded values of what is known of identities. */
final class RandomIdentities {
    private final RandomValues any;

    RandomIdentities(RandomValues any) {
        this.any = any;
    }

    JudgedIdentity judged() {
        return new JudgedIdentity(
                any.text(),
                any.text(),
                any.text(),
                any.number(),
                any.flag(),
                any.list(this::operation),
                any.list(any::finding),
                any.text(),
                any.flag(),
                any.orNull(this::operation),
                any.bytes(),
                any.bytes());
    }

    IdentityState state() {
        return new IdentityState(
                any.list(any::keyPeriod),
                any.list(any::text),
                any.number(),
                any.text(),
                any.list(() -> new KnownOperation(operation(), any.flag(), any.text())),
                any.number(),
                any.list(() -> new Snapshot(operation(), any.text())),
                any.text(),
                any.flag(),
                any.number(),
                any.list(() -> new Doubt(any.text(), any.text(), any.text(), any.number(), any.flag())));
    }

    private JudgedOperation operation() {
        return new JudgedOperation(
                any.text(),
                any.text(),
                any.text(),
                any.text(),
                any.number(),
                any.number(),
                any.flag(),
                any.number(),
                any.text(),
                any.integer(),
                any.text(),
                any.text(),
                any.list(any::text),
                any.text(),
                any.list(any::text),
                any.list(any::finding),
                any.bytes(),
                any.text(),
                any.text(),
                any.number(),
                any.text());
    }
}
