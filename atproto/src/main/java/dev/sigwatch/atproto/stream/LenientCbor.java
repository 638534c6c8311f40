package dev.sigwatch.atproto.stream;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads CBOR the way lenient peers do (any key order, long heads, indefinite lengths) and writes it again in canonical form.
 * For unsigned envelopes only: what is signed is never repaired.
 */
final class LenientCbor {
    /** Same bound as the strict reader's; the data model guide's informal limit. */
    private static final int MAX_DEPTH = 32;

    private static final int TAG_CID = 42;

    private static final CBORFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(FrameLimits.FRAME_BYTES)
                    .build())
            .build();

    private LenientCbor() {}

    /**
     * The first {@code count} items of {@code bytes}, each in canonical form, back to back.
     *
     * @throws MalformedException if they cannot be read, or if anything follows them
     */
    static byte[] canonicalItems(byte[] bytes, int count) {
        try (CBORParser parser = CBOR.createParser(bytes)) {
            byte[][] items = new byte[count][];
            for (int i = 0; i < count; i++) {
                CborWriter item = new CborWriter();
                write(value(parser, parser.nextToken()), item);
                items[i] = item.toBytes();
            }
            if (parser.nextToken() != null) {
                throw new MalformedException(-1, "bytes after the frame's two items");
            }
            return concat(items);
        } catch (IOException e) {
            throw new MalformedException(-1, "CBOR that no reader accepts");
        }
    }

    private static byte[] concat(byte[][] parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static Object value(CBORParser parser, JsonToken token) throws IOException {
        if (token == null) {
            throw new MalformedException(-1, "truncated CBOR");
        }
        return switch (token) {
            case START_OBJECT -> map(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Null.NULL;
            case VALUE_EMBEDDED_OBJECT -> bytesOrLink(parser);
            default -> throw new MalformedException(-1, "a CBOR type the data model does not have");
        };
    }

    private static Object bytesOrLink(CBORParser parser) throws IOException {
        boolean link = parser.getCurrentTag() == TAG_CID;
        byte[] bytes = parser.getBinaryValue();
        if (!link) {
            return bytes;
        }
        if (bytes.length != Cid.LENGTH + 1 || bytes[0] != 0) {
            throw new MalformedException(-1, "a link that is not a CID");
        }
        return Cid.read(bytes, 1);
    }

    private static Map<String, Object> map(CBORParser parser) throws IOException {
        Map<String, Object> map = new TreeMap<>(LenientCbor::canonicalOrder);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (key == null || map.put(key, value(parser, parser.nextToken())) != null) {
                throw new MalformedException(-1, "duplicate map key");
            }
        }
        return map;
    }

    private static List<Object> list(CBORParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }

    private static int canonicalOrder(String left, String right) {
        byte[] a = left.getBytes(StandardCharsets.UTF_8);
        byte[] b = right.getBytes(StandardCharsets.UTF_8);
        return a.length != b.length ? Integer.compare(a.length, b.length) : Arrays.compareUnsigned(a, b);
    }

    private static void write(Object value, CborWriter writer) {
        if (value instanceof Map<?, ?> map) {
            writer.writeMap(map.size());
            map.forEach((key, item) -> {
                writer.writeText((String) key);
                write(item, writer);
            });
        } else if (value instanceof List<?> list) {
            writer.writeArray(list.size());
            list.forEach(item -> write(item, writer));
        } else if (value instanceof String text) {
            writer.writeText(text);
        } else if (value instanceof Long number) {
            writer.writeInt(number);
        } else if (value instanceof Boolean flag) {
            writer.writeBool(flag);
        } else if (value instanceof byte[] bytes) {
            writer.writeBytes(bytes);
        } else if (value instanceof Cid link) {
            writer.writeLink(link);
        } else {
            writer.writeNull();
        }
    }

    private enum Null {
        NULL
    }
}
