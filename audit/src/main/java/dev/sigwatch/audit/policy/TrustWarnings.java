package dev.sigwatch.audit.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what in a trust policy has no effect, or another than it seems to have. */
final class TrustWarnings {
    /** What every image there is fits. */
    private static final Pattern EVERYTHING = Pattern.compile("\\*\\*(/?\\*\\*)*");

    private static final int MAX_WARNINGS = 50;

    private final List<PolicyWarning> warnings = new ArrayList<>();

    private TrustWarnings() {}

    static List<PolicyWarning> of(Map<String, TrustedDid> dids, List<ImagePolicy> policies) {
        TrustWarnings found = new TrustWarnings();
        if (policies.isEmpty()) {
            found.warn(0, "there are no policies: defaultAction decides on every image");
        }
        Set<String> needed = new HashSet<>();
        List<ImagePolicy> before = new ArrayList<>();
        for (ImagePolicy policy : policies) {
            found.ofRequirement(policy);
            found.ofScope(policy, before);
            before.add(policy);
            Map<String, Integer> listed = policy.require().trustedDids();
            needed.addAll(listed == null ? Set.of() : listed.keySet());
        }
        for (TrustedDid did : dids.values()) {
            if (!needed.contains(did.did())) {
                found.warn(did.line(), "no policy lists " + did.text() + ", so that its entry has no effect");
            }
        }
        return found.warnings.stream()
                .sorted(Comparator.comparingInt(PolicyWarning::line))
                .limit(MAX_WARNINGS)
                .toList();
    }

    private void ofRequirement(ImagePolicy policy) {
        ImagePolicy.Requirement require = policy.require();
        if (require.minSignatures() > 1) {
            warn(
                    require.minSignaturesLine(),
                    "minSignatures " + require.minSignatures()
                            + " cannot be met, because an image in a repository has one signature, its owner's: every image"
                            + " of this scope is refused");
        }
        if (require.trustedDids() != null && require.trustedDids().isEmpty()) {
            warn(
                    require.trustedDidsLine(),
                    "nobody is listed: every image of this scope is refused; to trust any DID leave the field out");
        }
    }

    private void ofScope(ImagePolicy policy, List<ImagePolicy> before) {
        String scope = policy.scope().pattern();
        long parts = scope.chars().filter(c -> c == '/').count() + 1;
        if (parts < 3 && !scope.contains("**")) {
            warn(
                    policy.line(),
                    "scope " + YamlEvents.quoted(scope)
                            + " matches no image: a name has registry, account and repository, as in \"atcr.io/*/prod-*\"");
        }
        ImagePolicy hiding = hiding(scope, before);
        if (hiding != null) {
            warn(
                    policy.line(),
                    "this policy never decides: " + YamlEvents.quoted(hiding.name()) + " in line " + hiding.line()
                            + " comes first and matches the same");
        }
    }

    private static @Nullable ImagePolicy hiding(String scope, List<ImagePolicy> before) {
        for (ImagePolicy earlier : before) {
            String pattern = earlier.scope().pattern();
            if (pattern.equals(scope) || EVERYTHING.matcher(pattern).matches()) {
                return earlier;
            }
        }
        return null;
    }

    private void warn(int line, String message) {
        warnings.add(new PolicyWarning(line, message));
    }
}
