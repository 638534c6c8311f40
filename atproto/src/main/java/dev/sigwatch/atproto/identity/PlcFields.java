package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.identity.PlcProblem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields an operation must have, and of which kind; see <a
 * href="https://web.plc.directory/spec/v0.1/did-plc#operation-serialization-signing-and-validation">the specification</a>.
 */
final class PlcFields {
    /** The specification's limit on the DRISL of a signed operation; the directory refuses above 4,000. */
    static final int MAX_BYTES = 7_500;

    /** The specification's. */
    static final int MAX_ROTATION_KEYS = 5;

    /** The specification's on verification methods, the directory's on aliases and services. */
    static final int MAX_ITEMS = 10;

    /** The directory's, in characters. */
    static final int MAX_ALIAS = 258;

    /** The directory's on names of methods and services, in characters. */
    static final int MAX_NAME = 32;

    /** As many are told of one operation: the first says enough. */
    static final int MAX_PROBLEMS = 8;

    private static final String DID_KEY = "did:key:";
    private static final Set<String> OPERATION =
            Set.of("type", "rotationKeys", "verificationMethods", "alsoKnownAs", "services", "prev", "sig");
    private static final Set<String> TOMBSTONE = Set.of("type", "prev", "sig");
    private static final Set<String> LEGACY =
            Set.of("type", "signingKey", "recoveryKey", "handle", "service", "prev", "sig");
    private static final Set<String> SERVICE = Set.of("type", "endpoint");

    private final List<PlcProblem> problems = new ArrayList<>();

    private PlcFields() {}

    /** What is wrong with the fields. */
    static List<PlcProblem> problems(JsonNode operation) {
        PlcFields check = new PlcFields();
        check.operation(operation);
        return check.problems;
    }

    private void operation(JsonNode operation) {
        if (!operation.isObject()) {
            wrong("operation is no object");
            return;
        }
        String type = String.valueOf(BoundedJson.text(operation, "type"));
        switch (type) {
            case PlcOperation.TYPE -> {
                exactly(operation, OPERATION, "");
                keys(operation.path("rotationKeys"));
                texts(operation.path("alsoKnownAs"), "alsoKnownAs");
                methods(operation.path("verificationMethods"));
                services(operation.path("services"));
                prev(operation.path("prev"), true);
            }
            case PlcOperation.TOMBSTONE -> {
                exactly(operation, TOMBSTONE, "");
                prev(operation.path("prev"), false);
            }
            case PlcOperation.LEGACY -> {
                exactly(operation, LEGACY, "");
                for (String name : List.of("signingKey", "recoveryKey", "handle", "service")) {
                    text(operation.path(name), name);
                }
                if (operation.has("prev") && !operation.get("prev").isNull()) {
                    wrong("prev of a legacy create is not null");
                }
            }
            default -> wrong("type is " + type);
        }
        text(operation.path("sig"), "sig");
    }

    private void exactly(JsonNode object, Set<String> names, String where) {
        for (String name : new TreeSet<>(names)) {
            if (!object.has(name)) {
                wrong(where + name + " is absent");
            }
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                add(new PlcProblem(Kind.UNKNOWN_FIELDS, where + name));
            }
        });
    }

    private void keys(JsonNode keys) {
        texts(keys, "rotationKeys");
        for (JsonNode key : keys) {
            if (key.isTextual() && !key.textValue().startsWith(DID_KEY)) {
                wrong("a rotation key is no did:key");
            }
        }
    }

    private void methods(JsonNode methods) {
        if (!methods.isObject()) {
            wrong("verificationMethods is no object");
            return;
        }
        for (Map.Entry<String, JsonNode> method : methods.properties()) {
            String key = method.getValue().textValue();
            if (key == null || !key.startsWith(DID_KEY)) {
                wrong("verification method " + method.getKey() + " is no did:key");
            }
        }
    }

    private void services(JsonNode services) {
        if (!services.isObject()) {
            wrong("services is no object");
            return;
        }
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            if (service.getValue().isObject()) {
                exactly(service.getValue(), SERVICE, "services." + service.getKey() + ".");
                text(service.getValue().path("type"), "type of service " + service.getKey());
                text(service.getValue().path("endpoint"), "endpoint of service " + service.getKey());
            } else {
                wrong("service " + service.getKey() + " is no object");
            }
        }
    }

    private void prev(JsonNode prev, boolean mayBeNull) {
        boolean isNone = prev.isNull() && mayBeNull;
        boolean isCid = prev.isTextual() && Cid.tryParse(prev.textValue()).isPresent();
        if (!isNone && !isCid && !prev.isMissingNode()) {
            wrong("prev is no CID");
        }
    }

    private void texts(JsonNode array, String name) {
        boolean ok = array.isArray();
        for (JsonNode item : array) {
            ok &= item.isTextual();
        }
        if (!ok && !array.isMissingNode()) {
            wrong(name + " is no list of texts");
        }
    }

    /** An absent one is told already. */
    private void text(JsonNode value, String name) {
        if (!value.isTextual() && !value.isMissingNode()) {
            wrong(name + " is no text");
        }
    }

    private void wrong(String detail) {
        add(new PlcProblem(Kind.FIELDS, detail));
    }

    private void add(PlcProblem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** Limits that the directory does not hold, or did not at some time. */
    static List<PlcProblem> softLimits(JsonNode operation, int bytes) {
        List<PlcProblem> problems = new ArrayList<>();
        softLimit(problems, bytes > MAX_BYTES, bytes + " bytes");
        if (PlcOperation.TYPE.equals(BoundedJson.text(operation, "type"))) {
            JsonNode keys = operation.path("rotationKeys");
            Set<JsonNode> distinct = new HashSet<>();
            keys.forEach(distinct::add);
            softLimit(problems, keys.isEmpty(), "no rotation key: nobody can change the DID any more");
            softLimit(problems, keys.size() > MAX_ROTATION_KEYS, keys.size() + " rotation keys");
            softLimit(problems, distinct.size() < keys.size(), "a rotation key is listed twice");
            for (String name : List.of("verificationMethods", "alsoKnownAs", "services")) {
                JsonNode items = operation.path(name);
                softLimit(problems, items.size() > MAX_ITEMS, items.size() + " " + name);
                items.fieldNames()
                        .forEachRemaining(item -> softLimit(
                                problems, item.length() > MAX_NAME, "a name of " + item.length() + " characters"));
            }
            for (JsonNode alias : operation.path("alsoKnownAs")) {
                softLimit(problems, alias.asText().length() > MAX_ALIAS, "an alias of more than " + MAX_ALIAS);
            }
        }
        return problems;
    }

    private static void softLimit(List<PlcProblem> problems, boolean isBroken, String detail) {
        if (isBroken && problems.size() < MAX_PROBLEMS) {
            problems.add(new PlcProblem(Kind.SOFT_LIMIT, detail));
        }
    }
}
