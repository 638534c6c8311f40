package dev.sigwatch.job.row;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.IdentityOperationRow;
import dev.sigwatch.sink.row.Table;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of what an observation told that was new: one per operation or document, and where it contradicts what we held, both
 * copies.
 */
public final class IdentityRows implements RowMapping<JudgedIdentity> {
    private static final long serialVersionUID = 1L;

    /** Evidence that is what we held of an identity. */
    static final String OURS = "identity-ours";
    /** Evidence that is what was served instead. */
    static final String THEIRS = "identity-theirs";

    @Override
    public void rows(JudgedIdentity identity, RowOutput out) {
        for (JudgedOperation operation : identity.operations()) {
            out.add(Table.IDENTITY_OPERATIONS, row(operation));
        }
        if (identity.ours().length > 0 || identity.theirs().length > 0) {
            out.add(Table.EVIDENCE, evidence(identity, OURS, "ours", identity.ours()));
            out.add(Table.EVIDENCE, evidence(identity, THEIRS, "theirs", identity.theirs()));
        }
    }

    private static IdentityOperationRow row(JudgedOperation operation) {
        return new IdentityOperationRow(
                operation.did(),
                operation.cid(),
                operation.prev(),
                operation.type(),
                orNull(operation.acceptedAt()),
                operation.firstSeenAt(),
                operation.nullified(),
                operation.signingKey(),
                operation.rotationKeys(),
                operation.pds(),
                operation.handles(),
                operation.body(),
                operation.source(),
                operation.kind(),
                operation.observedAt(),
                orNull(operation.nullifiedAt()),
                operation.nullifiedBy(),
                operation.signerKey(),
                operation.signerIndex(),
                operation.isValid(),
                operation.findings().stream().map(Finding::code).map(Enum::name).toList(),
                operation.tlsChain());
    }

    private static EvidenceRow evidence(JudgedIdentity identity, String kind, String whose, byte[] body) {
        String id = "identity/" + identity.did() + "/" + identity.observedAt() + "/" + whose;
        return new EvidenceRow(id, identity.did(), kind, host(identity.source()), -1, identity.observedAt(), body);
    }

    private static String host(String source) {
        try {
            String host = new URI(source).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static @Nullable Long orNull(long time) {
        return time == JudgedOperation.NO_TIME ? null : time;
    }
}
