package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.repo.DataModel;
import dev.sigwatch.atproto.repo.RecordJson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record's block, opened once however many keys of a commit name it: what it says is read leniently, and how it says it judged
 * strictly. Not for several threads at once.
 */
public final class RecordContents {
    private final Slice block;
    private final JsonNode json;
    private final @Nullable String brokenRule;
    private final String text;
    private final Map<String, Substance> substances = new HashMap<>();
    private final ManifestBlob blob;

    private RecordContents(Slice block, JsonNode json) {
        this.block = block;
        this.json = json;
        this.brokenRule = DataModel.brokenRule(block);
        this.text = json.toString();
        this.blob = ManifestBlob.of(this);
    }

    /**
     * Opens a block.
     *
     * @throws MalformedException if it is not one CBOR item within the limits
     */
    public static RecordContents read(Slice block) {
        return new RecordContents(block, RecordJson.read(block.buf(), block.offset(), block.length()));
    }

    /** What it holds; an object, unless somebody means harm. */
    public JsonNode json() {
        return json;
    }

    /** {@link #json()} as text. */
    public String text() {
        return text;
    }

    /** The first rule of the data model that it breaks, null if none. */
    public @Nullable String brokenRule() {
        return brokenRule;
    }

    /** The digest of a manifest's bytes by the CID of their blob, empty where there is none. */
    public String blobDigest() {
        return blob.hash().isEmpty() ? "" : Digests.SHA_256 + blob.hash();
    }

    /** The blob of a manifest's bytes. */
    ManifestBlob blob() {
        return blob;
    }

    /** What it is worth as a record of a collection; as many as there are collections, however many records are made of it. */
    Substance substance(String collection) {
        return substances.computeIfAbsent(collection, nsid -> Substance.of(nsid, this));
    }

    /** A field's text, empty where the field is not there or not text. */
    public String text(String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    /** A field's value, null where there is none. */
    @Nullable
    JsonNode field(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /**
     * Whether a field of an object in the record is a link. JSON does not tell a link from a map with the key {@code $link}, and a
     * block that is not canonical says different things to different readers: neither is one.
     */
    boolean isLink(String object, String field) {
        return brokenRule == null || isStrictlyLink(object, field);
    }

    private boolean isStrictlyLink(String object, String field) {
        boolean found = false;
        try {
            CborReader reader = new CborReader(block);
            MapReader map = reader.readMap();
            while (map.next()) {
                if (map.keyIs(object) && reader.peekType() == CborType.MAP) {
                    MapReader inner = reader.readMap();
                    while (inner.next()) {
                        found |= inner.keyIs(field) && reader.peekType() == CborType.LINK;
                        reader.passItem();
                    }
                } else {
                    reader.passItem();
                }
            }
            reader.requireEnd();
            return found;
        } catch (MalformedException notDrisl) {
            return false;
        }
    }
}
