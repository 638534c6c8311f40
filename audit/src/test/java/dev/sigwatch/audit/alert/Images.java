package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import java.util.List;
import java.util.stream.Stream;

/** Registry records with what was found about them. */
final class Images {
    private static final String HEX = "0123456789abcdef".repeat(4);
    static final String DIGEST = "sha256:" + HEX;
    static final String OLDER = "sha256:" + "ab".repeat(32);

    private Images() {}

    static RecordFacts manifest(String action, FindingCode... found) {
        boolean isGone = action.equals("delete");
        return new RecordFacts(
                0,
                "io.atcr.manifest",
                HEX,
                action,
                isGone ? "" : "bafynew",
                action.equals("create") ? "" : "bafyold",
                isGone ? "" : "app",
                isGone ? "" : DIGEST,
                isGone ? "" : OLDER,
                "",
                "",
                "",
                "did:web:hold.example.com",
                RecordFacts.NO_TIME,
                isGone ? "" : "{}",
                RegistryFacts.NONE,
                findings(found));
    }

    static RecordFacts tag(String name, String action, FindingCode... found) {
        return tag(name, action, Scene.DID, findings(found));
    }

    static RecordFacts tag(String name, String action, String targetDid, List<Finding> found) {
        return new RecordFacts(
                0,
                "io.atcr.tag",
                "app_" + name,
                action,
                "bafynew",
                action.equals("create") ? "" : "bafyold",
                "app",
                DIGEST,
                "",
                "",
                name,
                "at://" + targetDid + "/io.atcr.manifest/" + HEX,
                "",
                RecordFacts.NO_TIME,
                "{}",
                new RegistryFacts(Binding.NONE, "2026-08", DIGEST, targetDid, OLDER, "", List.of()),
                found);
    }

    static RecordFacts recreated(String how) {
        RecordFacts plain = manifest("create");
        return plain.judged("", List.of(FindingCode.MANIFEST_RECREATED.found(how)));
    }

    private static List<Finding> findings(FindingCode... codes) {
        return Stream.of(codes).map(code -> code.found("in detail")).toList();
    }
}
