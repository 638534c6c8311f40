package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Binding;
import java.util.HashSet;
import java.util.Set;

/**
 * How an image's digest hangs together with its record: key, digest and the hash in the blob's CID, each as far as it says anything.
 * A key of another shape, such as the TID that the published schema asks for, says nothing of the digest: it contradicts nothing, and
 * does not lead from the digest to the record either.
 */
final class Bindings {
    private Bindings() {}

    static Binding of(RegistryRecord record) {
        String digest = record.text("digest");
        ManifestBlob blob = record.contents().blob();
        Set<String> claims = new HashSet<>();
        if (!digest.isEmpty()) {
            claims.add(Digests.meant(digest));
        }
        if (Digests.isHex(Digests.meant(record.rkey()))) {
            claims.add(Digests.meant(record.rkey()));
        }
        if (blob.isPresent()) {
            claims.add(blob.hash());
        }
        if (claims.size() > 1 || claims.contains("")) {
            return Binding.MISMATCH;
        }
        if (digest.isEmpty()) {
            return Binding.NONE;
        }
        boolean isExact = blob.isPresent() && digest.equals(Digests.SHA_256 + record.rkey());
        return isExact ? Binding.BOUND : Binding.UNBOUND_LEGACY;
    }
}
