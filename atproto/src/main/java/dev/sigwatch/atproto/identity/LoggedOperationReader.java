package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.identity.PlcProblem.Kind;
import dev.sigwatch.atproto.syntax.Datetime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an entry of a log, whatever is wrong with it: a bad operation is a finding, and is to be told with its contents. */
final class LoggedOperationReader {
    private static final byte[] NO_DIGEST = {};

    private LoggedOperationReader() {}

    static LoggedOperation read(JsonNode entry) {
        JsonNode operation = entry.path("operation");
        List<PlcProblem> problems = new ArrayList<>(PlcFields.problems(operation));
        String served = text(entry, "cid");
        String createdAt = text(entry, "createdAt");
        long acceptedAt = Datetime.tryParse(createdAt).map(Datetime::micros).orElse(LoggedOperation.NO_TIME);
        if (acceptedAt == LoggedOperation.NO_TIME) {
            problems.add(new PlcProblem(Kind.FIELDS, "createdAt is no time"));
        }
        Hashed hashed = hash(operation, problems);
        if (hashed != null && !hashed.cid.equals(served)) {
            problems.add(new PlcProblem(Kind.CID_MISMATCH, "served as " + (served.isEmpty() ? "nothing" : served)));
        }
        if (hashed != null) {
            problems.addAll(PlcFields.softLimits(operation, hashed.size));
        }
        JsonNode nullified = entry.path("nullified");
        return new LoggedOperation(
                text(entry, "did"),
                hashed == null ? served : hashed.cid,
                text(operation, "type"),
                BoundedJson.text(operation, "prev"),
                createdAt,
                acceptedAt,
                nullified.isBoolean() ? nullified.booleanValue() : null,
                content(operation),
                text(operation, "sig"),
                hashed == null ? NO_DIGEST : hashed.digest,
                operation.isMissingNode() ? "" : operation.toString(),
                List.copyOf(problems));
    }

    private record Hashed(String cid, byte[] digest, int size) {}

    /** Fields nobody knows are part of what was hashed and signed, so they are kept. */
    private static @Nullable Hashed hash(JsonNode operation, List<PlcProblem> problems) {
        if (!operation.isObject()) {
            return null;
        }
        try {
            MapValue signed = (MapValue) cbor(operation);
            byte[] whole = signed.encode();
            byte[] unsigned = signed.without("sig").encode();
            return new Hashed(
                    Cid.ofDagCbor(whole).toString(), new Sha256().hash(unsigned, 0, unsigned.length), whole.length);
        } catch (MalformedException noCanonicalForm) {
            problems.add(new PlcProblem(Kind.FIELDS, "no canonical form: " + noCanonicalForm.rule()));
            return null;
        }
    }

    private static CborValue cbor(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> CborValue.of(json.textValue());
            case BOOLEAN -> CborValue.of(json.booleanValue());
            case NULL -> CborValue.ofNull();
            case NUMBER -> {
                if (!json.isIntegralNumber() || !json.canConvertToLong()) {
                    throw new MalformedException(-1, "a number that is no 64-bit integer");
                }
                yield CborValue.of(json.longValue());
            }
            case ARRAY -> {
                List<CborValue> items = new ArrayList<>(json.size());
                json.forEach(item -> items.add(cbor(item)));
                yield CborValue.of(items);
            }
            case OBJECT -> {
                Map<String, CborValue> entries = new HashMap<>();
                json.properties().forEach(entry -> entries.put(entry.getKey(), cbor(entry.getValue())));
                yield CborValue.of(entries);
            }
            case BINARY, MISSING, POJO -> throw new MalformedException(-1, "not JSON");
        };
    }

    /** What it sets, as far as it can be read. */
    private static PlcOperation content(JsonNode operation) {
        if (PlcOperation.LEGACY.equals(BoundedJson.text(operation, "type"))) {
            return legacyContent(operation);
        }
        Map<String, String> methods = new HashMap<>();
        for (Map.Entry<String, JsonNode> method : properties(operation.path("verificationMethods"))) {
            if (method.getValue().isTextual()) {
                methods.put(method.getKey(), method.getValue().textValue());
            }
        }
        Map<String, PlcOperation.Service> services = new HashMap<>();
        for (Map.Entry<String, JsonNode> service : properties(operation.path("services"))) {
            String type = BoundedJson.text(service.getValue(), "type");
            String endpoint = BoundedJson.text(service.getValue(), "endpoint");
            if (type != null && endpoint != null) {
                services.put(service.getKey(), new PlcOperation.Service(type, endpoint));
            }
        }
        return new PlcOperation(
                texts(operation.path("rotationKeys")),
                methods,
                texts(operation.path("alsoKnownAs")),
                services,
                prev(operation));
    }

    private static @Nullable Cid prev(JsonNode operation) {
        try {
            String prev = BoundedJson.text(operation, "prev");
            return prev == null ? null : Cid.parse(prev);
        } catch (MalformedException noCid) {
            return null;
        }
    }

    private static PlcOperation legacyContent(JsonNode create) {
        return LegacyCreate.inTodaysTerms(
                text(create, "signingKey"),
                text(create, "recoveryKey"),
                text(create, "handle"),
                text(create, "service"));
    }

    private static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode object) {
        return object.isObject() ? object.properties() : List.of();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            if (array.isArray() && item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    private static String text(JsonNode object, String name) {
        String text = BoundedJson.text(object, name);
        return text == null ? "" : text;
    }
}
