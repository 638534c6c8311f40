package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Whether a block is ATProto data: DRISL that is a map, without floats, with sound {@code $type}s and blobs, within the limits on
 * nesting and lengths. What a record of its collection must have besides is for its lexicon to say.
 *
 * @see <a href="https://atproto.com/specs/data-model">Data model specification</a>
 */
public final class DataModel {
    /** Bytes of a record, by the limits of <a href="https://atproto.com/guides/data-validation">the data validation guide</a>. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final String BLOB = "blob";

    private final CborReader reader;

    private DataModel(Slice block) {
        this.reader = new CborReader(block);
    }

    /** Returns the first rule of the data model that a block breaks, null if it breaks none; never throws for its content. */
    public static @Nullable String brokenRule(Slice block) {
        if (block.length() > MAX_LENGTH) {
            return "longer than " + MAX_LENGTH + " bytes";
        }
        try {
            DataModel model = new DataModel(block);
            if (model.reader.peekType() != CborType.MAP) {
                return "not a map";
            }
            String broken = model.map();
            model.reader.requireEnd();
            return broken;
        } catch (MalformedException notDrisl) {
            return notDrisl.rule();
        }
    }

    /** Reads the next value whole, and returns the first rule that it breaks. */
    private @Nullable String value() {
        CborType type = reader.peekType();
        switch (type) {
            case MAP -> {
                return map();
            }
            case ARRAY -> {
                String broken = null;
                for (int left = reader.readArray(); left > 0; left--) {
                    broken = first(broken, value());
                }
                return broken;
            }
            default -> {
                reader.passItem();
                return type == CborType.FLOAT ? "float" : null;
            }
        }
    }

    private @Nullable String map() {
        String broken = null;
        Blob blob = new Blob();
        MapReader map = reader.readMap();
        while (map.next()) {
            broken = first(broken, field(map, blob));
        }
        return first(broken, blob.brokenRule());
    }

    private @Nullable String field(MapReader map, Blob blob) {
        CborType type = reader.peekType();
        if (map.keyIs("$type")) {
            if (type != CborType.TEXT) {
                return first("$type that is not text", value());
            }
            blob.type = reader.readText();
            return blob.type.isEmpty() ? "empty $type" : null;
        }
        if (map.keyIs("$link") || map.keyIs("$bytes")) {
            return first("key that only the JSON form has: " + map.key(), value());
        }
        if (map.keyIs("ref") && type == CborType.LINK) {
            blob.hasRef = reader.readLink().codec() == Cid.Codec.RAW;
            return null;
        }
        if (map.keyIs("mimeType") && type == CborType.TEXT) {
            blob.hasMimeType = !reader.readText().isEmpty();
            return null;
        }
        if (map.keyIs("size") && type == CborType.INT) {
            blob.hasSize = reader.readInt() > 0;
            return null;
        }
        return value();
    }

    /** What a map has of a blob's fields. */
    private static final class Blob {
        String type = "";
        boolean hasRef;
        boolean hasMimeType;
        boolean hasSize;

        @Nullable
        String brokenRule() {
            return !type.equals(BLOB) || (hasRef && hasMimeType && hasSize)
                    ? null
                    : "blob without a raw ref, a mimeType and a size";
        }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
