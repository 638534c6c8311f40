package dev.sigwatch.audit.policy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose images count where: a trust policy as people write it, as {@code docs/trust-policy.md} describes it. The first policy whose
 * scope matches decides.
 */
public final class TrustPolicy {
    /** None is in force. */
    public static final TrustPolicy NONE =
            new TrustPolicy("", Map.of(), List.of(), new Default(DefaultAction.DENY, 0), List.of());

    private final String hash;
    private final Map<String, TrustedDid> dids;
    private final List<ImagePolicy> policies;
    private final Default otherwise;
    private final List<PolicyWarning> warnings;

    /** What happens to an image that no policy is about. */
    enum DefaultAction {
        /** It is refused. */
        DENY("deny"),
        /** It is allowed, and that it should not be is noted. */
        AUDIT("audit"),
        /** It is allowed, unless what vouches for it is bad or cannot be checked. */
        ALLOW("allow");

        final String wireName;

        DefaultAction(String wireName) {
            this.wireName = wireName;
        }
    }

    /** @param line where it stands, 0 where it is not written */
    record Default(DefaultAction action, int line) {}

    TrustPolicy(
            String hash,
            Map<String, TrustedDid> dids,
            List<ImagePolicy> policies,
            Default otherwise,
            List<PolicyWarning> warnings) {
        this.hash = hash;
        this.dids = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(dids));
        this.policies = List.copyOf(policies);
        this.otherwise = otherwise;
        this.warnings = List.copyOf(warnings);
    }

    /** SHA-256 of the document in hex, empty where none is in force. */
    public String hash() {
        return hash;
    }

    /** Whether there is one to ask. */
    public boolean isInForce() {
        return !hash.isEmpty();
    }

    /** What is probably not as meant, in the order of lines. */
    public List<PolicyWarning> warnings() {
        return warnings;
    }

    /** Names of its policies, in their order. */
    public List<String> policyNames() {
        return policies.stream().map(ImagePolicy::name).toList();
    }

    /** What happens to images that no policy is about, as it is written: {@code deny}, {@code audit} or {@code allow}. */
    public String defaultAction() {
        return otherwise.action.wireName;
    }

    /** Accounts that a policy lists, in the order of the document. */
    public List<TrustedDid> neededDids() {
        Set<String> listed = new LinkedHashSet<>();
        for (ImagePolicy policy : policies) {
            Map<String, Integer> of = policy.require().trustedDids();
            listed.addAll(of == null ? Set.of() : of.keySet());
        }
        return dids.values().stream().filter(did -> listed.contains(did.did())).toList();
    }

    /**
     * What it says of an image. An image that goes by names in several registries is decided on for each, and the strictest decision of
     * a policy holds: which registry a profile names is its owner's word, and must not make anything easier.
     */
    public TrustDecision decide(TrustQuestion question) {
        if (!isInForce()) {
            return TrustDecision.NONE;
        }
        boolean isNamed = !question.names().isEmpty()
                && question.names().stream().allMatch(name -> name.length() <= Glob.MAX_LENGTH);
        if (!isNamed) {
            return new TrustDecision(
                    TrustDecision.Result.DENIED,
                    "",
                    0,
                    "The image has no name that a scope could be compared with: none at all, or one too long.");
        }
        TrustDecision strictest = null;
        for (List<String> names : question.namesByRegistry()) {
            TrustDecision decision = decideByPolicy(names, question);
            boolean isStricter =
                    decision != null && (strictest == null || decision.result().compareTo(strictest.result()) > 0);
            strictest = isStricter ? decision : strictest;
        }
        return strictest == null ? decideByDefault(question) : strictest;
    }

    private @Nullable TrustDecision decideByPolicy(List<String> names, TrustQuestion question) {
        for (ImagePolicy policy : policies) {
            if (policy.isAbout(names)) {
                return policy.decide(question, dids);
            }
        }
        return null;
    }

    private TrustDecision decideByDefault(TrustQuestion question) {
        String none = "No policy's scope matches the image, and "
                + (otherwise.line == 0
                        ? "without a defaultAction such images are refused."
                        : "defaultAction is " + otherwise.action.wireName + ".");
        if (otherwise.action == DefaultAction.ALLOW) {
            String evidence = TrustWords.refusal(question.evidence(), false, "");
            return evidence.isEmpty()
                    ? new TrustDecision(TrustDecision.Result.ALLOWED, "", otherwise.line, none)
                    : new TrustDecision(TrustDecision.Result.DENIED, "", otherwise.line, none + " " + evidence);
        }
        TrustDecision.Result result =
                otherwise.action == DefaultAction.AUDIT ? TrustDecision.Result.WOULD_DENY : TrustDecision.Result.DENIED;
        return new TrustDecision(result, "", otherwise.line, none);
    }
}
