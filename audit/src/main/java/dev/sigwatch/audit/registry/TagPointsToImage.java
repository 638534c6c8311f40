package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** A tag points to one manifest, of its own account. */
final class TagPointsToImage implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        if (!record.isIn(Nsids.TAG)) {
            return;
        }
        TagPointers pointers = TagPointers.of(record);
        AtUri uri = pointers.uri();
        if (uri == null) {
            if (pointers.digest().isEmpty()) {
                findings.accept(FindingCode.TAG_NO_TARGET.found(said(record)));
            }
            return;
        }
        String ofUri = pointers.digestOfUri();
        if (!pointers.isToManifest()) {
            findings.accept(FindingCode.TAG_CONFLICT.found("manifest " + Quoted.text(uri.value())));
        } else if (!ofUri.isEmpty() && !pointers.digest().isEmpty() && !ofUri.equals(pointers.digest())) {
            findings.accept(
                    FindingCode.TAG_CONFLICT.found("manifest " + ofUri + ", manifestDigest " + pointers.digest()));
        }
        if (!uri.authority().equals(record.did())) {
            findings.accept(FindingCode.TAG_FOREIGN.found(Quoted.text(uri.authority())));
        }
    }

    private static String said(RegistryRecord record) {
        Places said = new Places();
        for (String field : new String[] {"manifest", "manifestDigest"}) {
            if (!record.text(field).isEmpty()) {
                said.add(field + " " + Quoted.text(record.text(field)));
            }
        }
        return said.toString();
    }
}
