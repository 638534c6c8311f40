package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Floating point numbers and malformed blobs, wherever in a record they are: no schema allows them, of known fields or of others. */
final class DataFaults {
    private DataFaults() {}

    /** Adds what is not among the faults already, up to as many as a schema's pass finds. */
    static void collect(JsonNode value, List<String> faults) {
        collect(value, "", faults);
    }

    private static void collect(JsonNode value, String path, List<String> faults) {
        if (faults.size() >= SchemaWalk.MAX_FAULTS) {
            return;
        }
        if (value.isFloatingPointNumber()) {
            add(path, "floating point number", faults);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size() && faults.size() < SchemaWalk.MAX_FAULTS; i++) {
                if (value.path(i).isContainerNode() || value.path(i).isFloatingPointNumber()) {
                    collect(value.path(i), path + "[" + i + "]", faults);
                }
            }
        } else if (value.isObject()) {
            if (value.path("$type").asText().equals("blob") && !FieldType.Blob.isSound(value)) {
                add(path, "malformed blob", faults);
            }
            Iterator<Map.Entry<String, JsonNode>> fields = value.properties().iterator();
            while (fields.hasNext() && faults.size() < SchemaWalk.MAX_FAULTS) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (field.getValue().isContainerNode() || field.getValue().isFloatingPointNumber()) {
                    String name = Quoted.text(field.getKey());
                    collect(field.getValue(), path.isEmpty() ? name : path + "." + name, faults);
                }
            }
        }
    }

    private static void add(String path, String what, List<String> faults) {
        String where = path.isEmpty() ? "record" : path;
        if (faults.stream().noneMatch(fault -> fault.startsWith(where + ":"))) {
            faults.add(where + ": " + what);
        }
    }
}
