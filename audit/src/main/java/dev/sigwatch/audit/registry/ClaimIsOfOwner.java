package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** A storage service's record about a layer or a scan names an account and a manifest: the manifest is the account's. */
final class ClaimIsOfOwner implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        if (!record.isIn(Nsids.LAYER) && !record.isIn(Nsids.SCAN)) {
            return;
        }
        AtUri uri = AtUri.tryParse(record.text("manifest")).orElse(null);
        if (uri == null) {
            return;
        }
        String user = record.text("userDid");
        if (!user.isEmpty() && !user.equals(uri.authority())) {
            findings.accept(FindingCode.LAYER_CLAIM.found(
                    "userDid " + Quoted.text(user) + ", manifest of " + Quoted.text(uri.authority())));
        } else if (uri.collection() == null || !uri.collection().value().equals(Nsids.MANIFEST)) {
            findings.accept(FindingCode.LAYER_CLAIM.found("manifest " + Quoted.text(uri.value())));
        }
    }
}
