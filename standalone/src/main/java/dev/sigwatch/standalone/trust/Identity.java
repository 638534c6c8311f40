package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.Finding;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a DID document, or the newest operation of an audit log, says of an account.
 *
 * @param did whose
 * @param key that signs its commits, null where there is none to be used
 * @param former keys that other operations of the log named, newest first; empty without a log
 * @param others keys that the log's newest operation names for another purpose; empty without a log
 * @param pds the account's server, null where none is named
 * @param handles claimed, the account's own one first
 * @param findings why there is no key, or what is odd about it
 */
public record Identity(
        Did did,
        @Nullable PublicKey key,
        List<IdentityLog.Former> former,
        List<PublicKey> others,
        @Nullable URI pds,
        List<Handle> handles,
        List<Finding> findings) {

    /** The same, with what a log knows besides. */
    Identity with(IdentityLog log) {
        List<IdentityLog.Former> others = log.former().stream()
                .filter(former -> key == null || !former.key().equals(key))
                .toList();
        return new Identity(did, key, others, log.others(), pds, handles, findings);
    }
}
