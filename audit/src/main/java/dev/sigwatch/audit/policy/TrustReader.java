package dev.sigwatch.audit.policy;

import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a trust policy: all that is wrong with it at once, each with its line. */
final class TrustReader {
    /** Each is compared with each image; nobody keeps more by hand. */
    static final int MAX_POLICIES = 500;

    private static final String VERSION = "1.0";
    private static final String TRUSTED_DIDS = "trustedDIDs";
    private static final String POLICIES = "policies";

    private final List<PolicyError> errors;
    private final Map<String, TrustedDid> dids = new LinkedHashMap<>();
    private final List<ImagePolicy> policies = new ArrayList<>();

    private TrustReader(List<PolicyError> errors) {
        this.errors = errors;
    }

    /**
     * What a text says; none is in force if it says nothing.
     *
     * @param errors takes what is wrong; if there is anything, what is returned is not to be used
     */
    static TrustPolicy read(String text, List<PolicyError> errors) {
        YamlNode root = YamlTree.read(text, errors);
        if (root instanceof YamlNode.Mapping mapping) {
            return new TrustReader(errors).document(mapping, hash(text));
        }
        if (!(root instanceof YamlNode.Scalar scalar) || !scalar.isNothing()) {
            errors.add(new PolicyError(root.line(), "expected version, trustedDIDs and policies at the top"));
        }
        return TrustPolicy.NONE;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private TrustPolicy document(YamlNode.Mapping root, String hash) {
        FieldReader fields = new FieldReader(root, root.line(), errors);
        YamlNode.Field version = fields.need("version", ": write version: " + VERSION);
        // As a float and as a text it is written alike.
        if (version != null && !VERSION.equals(fields.scalar("version", version, VERSION))) {
            fields.error(version.line(), "this version is not known; there is " + VERSION);
        }
        trustedDids(fields.take(TRUSTED_DIDS));
        policies(fields.need(POLICIES, ""));
        YamlNode.Field otherwise = fields.take("defaultAction");
        TrustPolicy.DefaultAction action = otherwise == null
                ? null
                : fields.choice("defaultAction", otherwise, TrustPolicy.DefaultAction.values(), it -> it.wireName);
        fields.end();
        return new TrustPolicy(
                hash,
                dids,
                policies,
                new TrustPolicy.Default(
                        action == null ? TrustPolicy.DefaultAction.DENY : action,
                        otherwise == null ? 0 : otherwise.line()),
                TrustWarnings.of(dids, policies));
    }

    private void trustedDids(YamlNode.@Nullable Field field) {
        if (field == null || field.isNothing()) {
            return;
        }
        if (!(field.value() instanceof YamlNode.Mapping mapping)) {
            error(field.line(), "trustedDIDs is a map with a DID as the name of each entry");
            return;
        }
        if (mapping.fields().size() > PolicyReader.MAX_ENTRIES) {
            error(field.line(), "more than " + PolicyReader.MAX_ENTRIES + " DIDs");
            return;
        }
        mapping.fields().forEach(this::trustedDid);
    }

    private void trustedDid(String did, YamlNode.Field field) {
        if (Did.tryParse(did).isEmpty()) {
            boolean isPattern = did.indexOf('*') >= 0;
            error(
                    field.line(),
                    YamlEvents.quoted(did) + " is not a DID" + (isPattern ? ": each is named exactly" : ""));
        }
        if (field.isNothing()) {
            dids.put(did, new TrustedDid(did, "", null, null, field.line(), field.line(), field.line()));
            return;
        }
        if (!(field.value() instanceof YamlNode.Mapping mapping)) {
            error(field.line(), "expected name, validFrom and expiresAt under " + YamlEvents.quoted(did));
            return;
        }
        FieldReader fields = new FieldReader(mapping, field.line(), errors);
        String name = fields.textOrNothing("name");
        Long from = fields.timeOrNothing("validFrom");
        Long until = fields.timeOrNothing("expiresAt");
        if (from != null && until != null && until <= from) {
            error(fields.line("expiresAt"), "expiresAt is not after validFrom");
        }
        fields.end();
        dids.put(
                did,
                new TrustedDid(
                        did, name, from, until, field.line(), fields.line("validFrom"), fields.line("expiresAt")));
    }

    private void policies(YamlNode.@Nullable Field field) {
        if (field == null || field.isNothing()) {
            return;
        }
        if (!(field.value() instanceof YamlNode.Sequence sequence)) {
            error(field.line(), "policies is a list, as in \"- name: production-images\"");
            return;
        }
        if (sequence.items().size() > MAX_POLICIES) {
            error(field.line(), "more than " + MAX_POLICIES + " policies");
            return;
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        for (YamlNode item : sequence.items()) {
            ImagePolicy policy = ImagePolicyReader.read(item, dids, errors);
            if (policy == null) {
                continue;
            }
            policies.add(policy);
            Integer before = policy.name().isEmpty() ? null : names.putIfAbsent(policy.name(), item.line());
            if (before != null) {
                error(
                        item.line(),
                        "policy " + YamlEvents.quoted(policy.name()) + " stands here a second time; first in line "
                                + before);
            }
        }
    }

    private void error(int line, String message) {
        errors.add(new PolicyError(line, message));
    }
}
