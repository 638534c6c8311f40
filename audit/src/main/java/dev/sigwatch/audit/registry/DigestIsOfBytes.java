package dev.sigwatch.audit.registry;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** A manifest's digest is the hash of its bytes, which the CID of their blob holds; without a blob nothing binds it. */
final class DigestIsOfBytes implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        if (!record.isIn(Nsids.MANIFEST)) {
            return;
        }
        ManifestBlob blob = record.contents().blob();
        String digest = record.text("digest");
        if (!blob.isPresent()) {
            findings.accept(FindingCode.UNBOUND.found());
        } else if (blob.hash().isEmpty()) {
            findings.accept(FindingCode.DIGEST_BLOB.found("the blob's link is not a CID of raw bytes by SHA-256"));
        } else if (!digest.isEmpty() && !Digests.meant(digest).equals(blob.hash())) {
            findings.accept(FindingCode.DIGEST_BLOB.found(
                    "digest " + Quoted.text(digest) + ", bytes " + Digests.SHA_256 + blob.hash()));
        }
    }
}
