package dev.sigwatch.audit.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a trust policy's {@code policies}. */
final class ImagePolicyReader {
    private static final Pattern SCOPE = Pattern.compile("[a-zA-Z0-9._:%/*~-]{1,500}");
    private static final Pattern TAGGED = Pattern.compile(".+/.+/(.*/)?[^/]*:[^/]*");
    private static final String NAMES = "expected an entry with name, scope, require and action";

    private final FieldReader fields;
    private final Map<String, TrustedDid> dids;
    private final List<PolicyError> errors;

    private ImagePolicyReader(FieldReader fields, Map<String, TrustedDid> dids, List<PolicyError> errors) {
        this.fields = fields;
        this.dids = dids;
        this.errors = errors;
    }

    /** The entry, null where nothing can be made of it; what is wrong becomes errors. */
    static @Nullable ImagePolicy read(YamlNode node, Map<String, TrustedDid> dids, List<PolicyError> errors) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new ImagePolicyReader(new FieldReader(mapping, node.line(), errors), dids, errors)
                    .policy(node.line());
        }
        errors.add(new PolicyError(node.line(), NAMES));
        return null;
    }

    private ImagePolicy policy(int line) {
        String name = fields.text("name");
        String scope = scope();
        YamlNode.Field require = fields.need("require", "");
        YamlNode.Field field = fields.need("action", ": write enforce or audit");
        ImagePolicy.Action action =
                field == null ? null : fields.choice("action", field, ImagePolicy.Action.values(), it -> it.wireName);
        fields.end();
        return new ImagePolicy(
                name,
                new Glob(scope, '/'),
                requirement(require),
                action == null ? ImagePolicy.Action.ENFORCE : action,
                line);
    }

    private String scope() {
        String scope = fields.text("scope");
        int line = fields.line("scope");
        if (scope.contains("@") || TAGGED.matcher(scope).matches()) {
            fields.error(line, "a scope names images without tag and digest: " + YamlEvents.quoted(scope));
        } else if (!scope.isEmpty() && !SCOPE.matcher(scope).matches()) {
            fields.error(line, YamlEvents.quoted(scope) + " is not a pattern for images, as in \"atcr.io/*/prod-*\"");
        } else if (scope.contains("***")) {
            fields.error(line, "there are * and **, and no longer runs of stars: " + YamlEvents.quoted(scope));
        }
        return scope;
    }

    private ImagePolicy.Requirement requirement(YamlNode.@Nullable Field field) {
        int line = field == null ? 0 : field.line();
        if (field != null && !(field.value() instanceof YamlNode.Mapping)) {
            fields.error(line, "expected signature, and what else is required, under require");
        }
        if (field == null || !(field.value() instanceof YamlNode.Mapping mapping)) {
            return new ImagePolicy.Requirement(true, line, null, line, 1, line);
        }
        FieldReader required = new FieldReader(mapping, line, errors);
        boolean signature = required.flag("signature");
        YamlNode.Field listed = required.take("trustedDIDs");
        Map<String, Integer> trusted = listed == null ? null : listed(listed);
        int minSignatures = required.count("minSignatures");
        required.end();
        return new ImagePolicy.Requirement(
                signature,
                required.line("signature"),
                trusted,
                required.line("trustedDIDs"),
                minSignatures,
                required.line("minSignatures"));
    }

    private Map<String, Integer> listed(YamlNode.Field field) {
        Map<String, Integer> listed = new LinkedHashMap<>();
        if (!(field.value() instanceof YamlNode.Sequence sequence)) {
            // Nothing would otherwise mean anybody.
            String hint = field.isNothing() ? "; to trust any DID leave the field out" : "";
            fields.error(field.line(), "trustedDIDs of a policy is a list of DIDs" + hint);
            return listed;
        }
        for (YamlNode item : sequence.items()) {
            String did = item instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            if (!dids.containsKey(did)) {
                fields.error(
                        item.line(),
                        did.isEmpty()
                                ? "expected a DID"
                                : YamlEvents.quoted(did) + " is not among the trustedDIDs at the top");
            } else if (listed.putIfAbsent(did, item.line()) != null) {
                fields.error(item.line(), YamlEvents.quoted(did) + " stands in this list a second time");
            }
        }
        return listed;
    }
}
