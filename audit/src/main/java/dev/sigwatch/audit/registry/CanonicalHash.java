package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * A hash of a record's contents that depends on nothing but them: keys sorted, each value preceded by its kind and length. Records are
 * at most 1 MiB and 32 levels deep, which bounds the work and the recursion.
 */
final class CanonicalHash {
    private final Sha256 sha256 = new Sha256();

    private CanonicalHash() {}

    /** The hash of a record without some of its fields, in hexadecimal digits. */
    static String of(JsonNode record, Set<String> without) {
        CanonicalHash hash = new CanonicalHash();
        if (record.isObject()) {
            hash.object(record, without);
        } else {
            hash.value(record);
        }
        return HexFormat.of().formatHex(hash.sha256.finish());
    }

    private void value(JsonNode value) {
        if (value.isObject()) {
            object(value, Set.of());
        } else if (value.isArray()) {
            begin('a', value.size());
            value.forEach(this::value);
        } else if (value.isTextual()) {
            text('t', value.textValue());
        } else {
            text('o', value.asText());
        }
    }

    private void object(JsonNode object, Set<String> without) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(without);
        begin('m', names.size());
        for (String name : names) {
            text('k', name);
            value(object.path(name));
        }
    }

    private void text(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(kind, bytes.length);
        sha256.update(bytes, 0, bytes.length);
    }

    private void begin(char kind, int length) {
        byte[] head = {(byte) kind, (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        };
        sha256.update(head, 0, head.length);
    }
}
