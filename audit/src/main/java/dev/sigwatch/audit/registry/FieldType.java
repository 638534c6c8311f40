package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Cid;
import java.util.List;
import java.util.Set;

/**
 * What a field may hold, as far as registry schemas say it.
 *
 * @see <a href="https://atproto.com/specs/lexicon#overview-of-types">Lexicon types</a>
 */
sealed interface FieldType {
    /** Tells what is wrong with a value. */
    void check(JsonNode value, SchemaWalk walk);

    /**
     * Text.
     *
     * @param maxBytes of UTF-8, where the era limits lengths
     */
    record Text(TextFormat format, int maxBytes) implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!value.isTextual()) {
                walk.fault("not text");
                return;
            }
            String text = value.textValue();
            if (walk.era().limitsLengths() && TextFormat.isLonger(text, maxBytes)) {
                walk.fault("longer than " + maxBytes + " bytes");
            } else if (!format.fits(text)) {
                walk.fault("not " + format.article());
            }
        }
    }

    /** An integer. */
    record Whole(long minimum) implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                walk.fault("not an integer");
            } else if (value.longValue() < minimum) {
                walk.fault("less than " + minimum);
            }
        }
    }

    /** True or false. */
    record Flag() implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!value.isBoolean()) {
                walk.fault("not a boolean");
            }
        }
    }

    /**
     * A blob.
     *
     * @param accept media types it may have; any if empty
     */
    record Blob(Set<String> accept, long maxBytes) implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!isSound(value)) {
                walk.fault("malformed blob");
            } else if (!accept.isEmpty()
                    && !accept.contains(value.path("mimeType").textValue())) {
                walk.fault("blob of another media type");
            } else if (value.path("size").longValue() > maxBytes) {
                walk.fault("blob larger than " + maxBytes + " bytes");
            }
        }

        /** Whether a value has what a blob has; whether its size is likely is another rule's. */
        static boolean isSound(JsonNode value) {
            JsonNode link = value.path("ref").path("$link");
            JsonNode size = value.path("size");
            return value.path("$type").asText().equals("blob")
                    && link.isTextual()
                    && Cid.tryParse(link.textValue())
                            .filter(cid -> cid.codec() == Cid.Codec.RAW)
                            .isPresent()
                    && value.path("mimeType").isTextual()
                    && size.isIntegralNumber()
                    && size.canConvertToLong();
        }
    }

    /** An object of known fields; others may be there. */
    record Shape(List<Field> fields) implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!value.isObject()) {
                walk.fault("not an object");
                return;
            }
            for (Field field : fields) {
                JsonNode inner = field.isIn(walk.era()) ? value.get(field.name()) : null;
                if (inner != null || field.isRequiredIn(walk.era())) {
                    walk.field(field, inner);
                }
            }
        }
    }

    /** A list. */
    record Items(FieldType of) implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!value.isArray()) {
                walk.fault("not a list");
                return;
            }
            for (int i = 0; i < value.size() && !walk.isFull(); i++) {
                walk.item(i, of, value.path(i));
            }
        }
    }

    /** Any object. */
    record Anything() implements FieldType {
        @Override
        public void check(JsonNode value, SchemaWalk walk) {
            if (!value.isObject()) {
                walk.fault("not an object");
            }
        }
    }
}
