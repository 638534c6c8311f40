package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A record is under the key that follows from it. Only a key that is a digest, and of something else, is held against its writer: the
 * published schemas ask for other keys than registries use.
 */
final class KeyIsExpected implements RecordCheck {
    private static final String SELF = "self";

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        Finding finding =
                switch (record.collection()) {
                    case Nsids.MANIFEST -> digest(record, Digests.meant(record.text("digest")));
                    case Nsids.SCAN -> digest(record, Digests.meant(keyOf(record.text("manifest"))));
                    case Nsids.PROFILE, Nsids.CAPTAIN ->
                        shape(record, record.rkey().equals(SELF), SELF);
                    case Nsids.LAYER, Nsids.WEBHOOK ->
                        shape(record, Tid.tryParse(record.rkey()).isPresent(), "a TID");
                    case Nsids.REPO_PAGE -> page(record);
                    default -> null;
                };
        if (finding != null) {
            findings.accept(finding);
        }
    }

    private static @Nullable Finding digest(RegistryRecord record, String expected) {
        String key = Digests.meant(record.rkey());
        if (Digests.isHex(key) && !expected.isEmpty() && !key.equals(expected)) {
            return FindingCode.RKEY_DIGEST.found(
                    "key " + Quoted.text(record.rkey()) + ", record " + Quoted.text(expected));
        }
        return shape(record, Digests.isHex(record.rkey()), "64 lower-case hexadecimal digits");
    }

    private static @Nullable Finding page(RegistryRecord record) {
        String repository = record.text("repository");
        return repository.isEmpty()
                ? null
                : shape(record, OciNames.isKeyOf(record.rkey(), repository), "the repository");
    }

    private static @Nullable Finding shape(RegistryRecord record, boolean isRight, String right) {
        return isRight ? null : FindingCode.RKEY_SHAPE.found(Quoted.text(record.rkey()) + " is not " + right);
    }

    private static String keyOf(String uri) {
        return AtUri.tryParse(uri).map(AtUri::rkey).map(rkey -> rkey.value()).orElse("");
    }
}
