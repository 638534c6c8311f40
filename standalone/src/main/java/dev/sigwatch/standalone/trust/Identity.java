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
 * @param former keys that earlier operations of the log named, newest first; empty without a log
 * @param pds the account's server, null where none is named
 * @param handles claimed, the account's own one first
 * @param findings why there is no key, or what is odd about it
 */
public record Identity(
        Did did,
        @Nullable PublicKey key,
        List<PublicKey> former,
        @Nullable URI pds,
        List<Handle> handles,
        List<Finding> findings) {

    /** The same, with keys of the past. */
    Identity withFormer(List<PublicKey> keys) {
        List<PublicKey> others = keys.stream()
                .filter(other -> key == null || !other.equals(key))
                .distinct()
                .toList();
        return new Identity(did, key, others, pds, handles, findings);
    }
}
