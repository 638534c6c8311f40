package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts.Reference;
import dev.sigwatch.audit.judge.RegistryNote.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a manifest's operation means against what it was, where it was, and the manifests and tags there are. */
final class ManifestChange {
    private static final String PROFILE = "io.atcr.sailor.profile/self";
    private static final String DID = "did:";
    private static final Pattern DIGEST_KEY = Pattern.compile("[0-9a-f]{64}");

    private final KnownRecords known;
    private final boolean complete;
    private int lookups;

    /** @param complete whether a manifest that is not known is not there */
    ManifestChange(KnownRecords known, boolean complete) {
        this.known = known;
        this.complete = complete;
    }

    List<Finding> findings(RecordChange change) {
        KnownRecord after = change.after();
        if (after == null) {
            return deleted(change);
        }
        List<Finding> findings = new ArrayList<>();
        KnownRecord own = change.ownBefore();
        // A key that is no digest promises nothing about what it holds.
        boolean isDigestKey = DIGEST_KEY.matcher(change.record().rkey()).matches();
        if (own != null
                && isDigestKey
                && differs(own.mark(), change.record().registry().mark())) {
            findings.add(FindingCode.MANIFEST_MUTATED.found("was record " + own.cid()));
        }
        if (change.before() == null && change.deleted() != null && isDigestKey) {
            recreated(change.deleted().record(), change.record(), findings);
        }
        moved(own, after, findings);
        referred(change.record(), findings);
        return findings;
    }

    private static void recreated(KnownRecord past, RecordFacts record, List<Finding> findings) {
        if (past.disowned()) {
            return;
        }
        if (differs(past.mark(), record.registry().mark())) {
            findings.add(RecordDetails.otherContents(past.cid()));
        } else if (differs(past.holdDid(), record.holdDid())) {
            findings.add(RecordDetails.otherService(past.holdDid()));
        }
    }

    private void moved(@Nullable KnownRecord own, KnownRecord after, List<Finding> findings) {
        KnownRecord profile = known.get(PROFILE);
        String chosen = profile == null || profile.disowned() ? "" : profile.holdDid();
        if (own != null && differs(own.holdDid(), after.holdDid())) {
            findings.add(FindingCode.HOLD_CHANGED.found("was " + own.holdDid()));
        } else if (chosen.startsWith(DID) && differs(chosen, after.holdDid())) {
            findings.add(FindingCode.HOLD_CHANGED.found("the account's own choice is " + chosen));
        }
    }

    private List<Finding> deleted(RecordChange change) {
        List<Finding> findings = new ArrayList<>();
        findings.add(FindingCode.MANIFEST_DELETED.found());
        String digest = change.before() == null ? "" : change.before().digest();
        if (complete && !digest.isEmpty() && !known.hasManifest(digest)) {
            Named named = known.named(digest);
            if (named.tags() > 0) {
                findings.add(FindingCode.TAG_DANGLING.found(words(named)));
            }
        }
        return findings;
    }

    private static String words(Named named) {
        int more = named.tags() - named.names().size();
        String names = String.join(", ", named.names());
        return more <= 0 ? names : names.isEmpty() ? more + " tags" : names + " and " + more + " more";
    }

    private void referred(RecordFacts record, List<Finding> findings) {
        List<String> missing = new ArrayList<>();
        List<String> different = new ArrayList<>();
        for (Reference reference : record.registry().references()) {
            if (lookups++ >= RegistryMemory.MAX_LOOKUPS) {
                break;
            }
            KnownRecord target = known.manifest(reference.digest());
            if (target == null && complete && !known.hasManifest(reference.digest())) {
                if (reference.isChild()) {
                    missing.add(reference.digest());
                } else {
                    findings.add(FindingCode.SUBJECT_MISSING.found(reference.digest()));
                }
            } else if (target != null && reference.isChild() && isOtherwise(reference, target)) {
                different.add(reference.digest());
            }
        }
        add(FindingCode.CHILD_MISSING, missing, findings);
        add(FindingCode.CHILD_SIZE, different, findings);
    }

    private static boolean isOtherwise(Reference reference, KnownRecord target) {
        boolean isOtherSize = reference.size() >= 0 && target.size() >= 0 && reference.size() != target.size();
        return isOtherSize || differs(reference.mediaType(), target.mediaType());
    }

    private static void add(FindingCode code, List<String> digests, List<Finding> findings) {
        if (!digests.isEmpty()) {
            int more = digests.size() - 1;
            findings.add(code.found(digests.get(0) + (more == 0 ? "" : " and " + more + " more")));
        }
    }

    /** Whether two values are known and not the same. */
    private static boolean differs(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }
}
