package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@code plc_operation}: read strictly, because its DRISL and so its CID are rebuilt from what was read. */
final class PlcOperationJson {
    private static final Set<String> FIELDS =
            Set.of("type", "rotationKeys", "verificationMethods", "alsoKnownAs", "services", "prev", "sig");

    private PlcOperationJson() {}

    static SignedPlcOperation read(JsonNode json) {
        requireFields(json, FIELDS);
        if (!PlcOperation.TYPE.equals(text(json.get("type")))) {
            throw malformed("type is not " + PlcOperation.TYPE);
        }
        return new SignedPlcOperation(
                new PlcOperation(
                        texts(json.get("rotationKeys")),
                        textMap(json.get("verificationMethods")),
                        texts(json.get("alsoKnownAs")),
                        services(json.get("services")),
                        prev(json.get("prev"))),
                text(json.get("sig")));
    }

    /** Adds the fields but {@code sig}, in the directory's order. */
    static void write(PlcOperation operation, ObjectNode out) {
        out.put("prev", operation.prev() == null ? null : operation.prev().toString());
        out.put("type", PlcOperation.TYPE);
        ObjectNode services = out.putObject("services");
        operation.services().forEach((id, service) -> services.putObject(id)
                .put("type", service.type())
                .put("endpoint", service.endpoint()));
        ArrayNode aliases = out.putArray("alsoKnownAs");
        operation.alsoKnownAs().forEach(aliases::add);
        ArrayNode rotationKeys = out.putArray("rotationKeys");
        operation.rotationKeys().forEach(rotationKeys::add);
        ObjectNode methods = out.putObject("verificationMethods");
        operation.verificationMethods().forEach(methods::put);
    }

    private static @Nullable Cid prev(JsonNode value) {
        return value.isNull() ? null : Cid.parse(text(value));
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            throw malformed("an array is expected");
        }
        List<String> out = new ArrayList<>();
        for (JsonNode item : value) {
            out.add(text(item));
        }
        return out;
    }

    private static Map<String, String> textMap(JsonNode value) {
        requireObject(value);
        Map<String, String> out = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            out.put(entry.getKey(), text(entry.getValue()));
        }
        return out;
    }

    private static Map<String, PlcOperation.Service> services(JsonNode value) {
        requireObject(value);
        Map<String, PlcOperation.Service> out = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode service = entry.getValue();
            requireFields(service, Set.of("type", "endpoint"));
            out.put(entry.getKey(), new PlcOperation.Service(text(service.get("type")), text(service.get("endpoint"))));
        }
        return out;
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw malformed("a string is expected");
        }
        return value.textValue();
    }

    private static void requireFields(JsonNode value, Set<String> names) {
        requireObject(value);
        boolean known = value.size() == names.size();
        for (Iterator<String> fields = value.fieldNames(); known && fields.hasNext(); ) {
            known = names.contains(fields.next());
        }
        if (!known) {
            throw malformed("fields are not exactly "
                    + String.join(", ", names.stream().sorted().toList()));
        }
    }

    private static void requireObject(JsonNode value) {
        if (!value.isObject()) {
            throw malformed("an object is expected");
        }
    }

    private static MalformedException malformed(String rule) {
        return new MalformedException(-1, "PLC operation: " + rule);
    }
}
