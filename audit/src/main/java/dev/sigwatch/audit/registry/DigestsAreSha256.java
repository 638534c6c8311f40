package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.function.Consumer;

/** Digests are {@code sha256:} and 64 lower-case digits: other algorithms are legal names, but too long for the schema. */
final class DigestsAreSha256 implements RecordCheck {
    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        Places wrong = new Places();
        switch (record.collection()) {
            case Nsids.MANIFEST -> {
                check("digest", record.contents().json().path("digest"), wrong);
                Descriptors.forEach(
                        record, (field, descriptor) -> check(field + ".digest", descriptor.path("digest"), wrong));
            }
            case Nsids.TAG -> check("manifestDigest", record.contents().json().path("manifestDigest"), wrong);
            case Nsids.LAYER -> check("digest", record.contents().json().path("digest"), wrong);
            default -> {
                return;
            }
        }
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.DIGEST_GRAMMAR.found(wrong.toString()));
        }
    }

    private static void check(String field, JsonNode digest, Places wrong) {
        if (digest.isTextual() && !Digests.isSha256(digest.textValue())) {
            wrong.add(field + " " + Quoted.text(digest.textValue()));
        }
    }
}
