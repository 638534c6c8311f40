package dev.sigwatch.audit.policy;

import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a trust policy is asked about.
 *
 * @param did whose repository holds the image, which is whom its name names
 * @param names every way to write the image without tag and digest, such as {@code atcr.io/did:plc:…/app} and, where the handle is
 *     verified, {@code atcr.io/alice.example/app}; none where it has no name
 * @param evidence how that stands which vouches for the image: good, bad, not to be checked, or none at all
 * @param at as of when, microseconds since the epoch: when the commit came first, never a time it claims
 */
public record TrustQuestion(String did, List<String> names, Proof evidence, long at) {
    /** The registry whose records these are. */
    public static final String REGISTRY = "atcr.io";

    private static final Set<String> COLLECTIONS = Set.of("io.atcr.manifest", "io.atcr.tag");
    private static final Set<String> GONE = Set.of("delete", "vanished");

    /**
     * The question about an image of the registry.
     *
     * @param verifiedHandle the account's handle if its domain names the account, else empty
     * @param repository without the account's name
     * @param judgement of the commit that holds its record
     */
    public static TrustQuestion of(String did, String verifiedHandle, String repository, Judgement judgement, long at) {
        return new TrustQuestion(
                did, names(List.of(REGISTRY), did, verifiedHandle, repository), evidence(judgement), at);
    }

    /**
     * Every way to write an image.
     *
     * @param registries {@link #REGISTRY}, and the one that the account's profile names, if any
     */
    public static List<String> names(
            Collection<String> registries, String did, String verifiedHandle, String repository) {
        List<String> names = new ArrayList<>();
        if (repository.isEmpty()) {
            return List.of();
        }
        for (String registry : registries) {
            names.add(registry + "/" + did + "/" + repository);
            if (!verifiedHandle.isEmpty()) {
                names.add(registry + "/" + verifiedHandle.toLowerCase(Locale.ROOT) + "/" + repository);
            }
        }
        return List.copyOf(names);
    }

    /**
     * How a commit's records are vouched for. A gap before the commit says nothing about them, and a commit that does not count, for
     * whichever reason, vouches for nothing.
     */
    public static Proof evidence(Judgement judgement) {
        Verdict verdict = judgement.verdict();
        if (verdict == Verdict.VIOLATION || verdict == Verdict.MALFORMED) {
            return Proof.FAIL;
        }
        boolean isUnproven = judgement.signature() == Proof.UNPROVEN || judgement.tree() == Proof.UNPROVEN;
        return isUnproven ? Proof.UNPROVEN : judgement.signature();
    }

    /** Whether a record says that an image is there to be pulled: its manifest, or a tag that points to it. */
    public static boolean isImage(RecordFacts record) {
        return COLLECTIONS.contains(record.collection()) && !GONE.contains(record.action());
    }

    /** The names by what they begin with. */
    Collection<List<String>> namesByRegistry() {
        Map<String, List<String>> byRegistry = new LinkedHashMap<>();
        for (String name : names) {
            int slash = name.indexOf('/');
            byRegistry
                    .computeIfAbsent(slash < 0 ? name : name.substring(0, slash), registry -> new ArrayList<>())
                    .add(name);
        }
        return byRegistry.values();
    }
}
