package dev.sigwatch.standalone.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Base32;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocuments;
import dev.sigwatch.atproto.identity.PlcAuditLog;
import dev.sigwatch.atproto.identity.PlcAuditLog.Entry;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.syntax.Did;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An audit log held to its own words: one DID, whose name is the first operation's hash; operations that hash to their CIDs and
 * follow each other. Who signed them is not replayed.
 *
 * @see <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc specification</a>
 */
final class PlcLog {
    private static final String TOMBSTONE = "plc_tombstone";
    /** Bytes of the digest that a DID shows, as 24 characters of base32. */
    private static final int DID_BYTES = 15;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Did did;
    private final List<Entry> entries;
    private final Entry head;

    private PlcLog(Did did, List<Entry> entries, Entry head) {
        this.did = did;
        this.entries = entries;
        this.head = head;
    }

    /**
     * Reads a log.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is none, or contradicts itself
     */
    static PlcLog read(byte[] json) {
        List<Entry> entries = PlcAuditLog.entries(json);
        if (entries.isEmpty()) {
            throw wrong("no operations");
        }
        Did did = Did.parse(Objects.requireNonNullElse(entries.get(0).did(), ""));
        Set<String> earlier = new HashSet<>();
        Entry head = null;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            check(entry, i, did, earlier);
            earlier.add(String.valueOf(entry.cid()));
            if (!Boolean.TRUE.equals(entry.nullified())) {
                if (i > 0 && (head == null || !Objects.equals(entry.prev(), head.cid()))) {
                    throw wrong("operation " + i + " does not follow the one in force before it");
                }
                head = entry;
            }
        }
        if (head == null) {
            throw wrong("every operation is nullified");
        }
        return new PlcLog(did, entries, head);
    }

    private static void check(Entry entry, int index, Did did, Set<String> earlier) {
        if (!did.value().equals(entry.did())) {
            throw wrong("operation " + index + " is of another DID, " + entry.did());
        }
        Cid cid = cid(entry.operation());
        if (!cid.toString().equals(entry.cid())) {
            throw wrong("operation " + index + " does not hash to its CID");
        }
        if (index == 0) {
            String derived = "did:plc:" + Base32.encode(Arrays.copyOf(cid.digest(), DID_BYTES));
            if (entry.prev() != null || !derived.equals(did.value())) {
                throw wrong("the first operation does not make " + did + " but " + derived);
            }
        } else if (entry.prev() == null || !earlier.contains(entry.prev())) {
            throw wrong("operation " + index + " follows none of those before it");
        }
    }

    /** Whose log it is. */
    Did did() {
        return did;
    }

    /** The newest operation that was not nullified. */
    Entry head() {
        return head;
    }

    /** How many operations there are, nullified ones included. */
    int size() {
        return entries.size();
    }

    /** Whether the account was given up. */
    boolean isTombstoned() {
        return TOMBSTONE.equals(head.type());
    }

    /** The document that the newest operation amounts to. */
    String document() {
        Map<String, String> methods = new HashMap<>();
        if (head.signingKey() != null) {
            methods.put("atproto", head.signingKey());
        }
        Map<String, PlcOperation.Service> services = new HashMap<>();
        if (head.pds() != null) {
            services.put("atproto_pds", new PlcOperation.Service("AtprotoPersonalDataServer", head.pds()));
        }
        List<String> aliases =
                head.handles().stream().map(handle -> "at://" + handle).toList();
        return DidDocuments.render(did, new PlcOperation(head.rotationKeys(), methods, aliases, services, null));
    }

    /** Every usable signing key that the log lists, nullified or not, newest first. */
    List<PublicKey> keys() {
        List<PublicKey> keys = new ArrayList<>();
        for (Entry entry : entries) {
            PublicKey key = key(entry.signingKey());
            if (key != null) {
                keys.add(key);
            }
        }
        Collections.reverse(keys);
        return keys;
    }

    private static @Nullable PublicKey key(@Nullable String didKey) {
        try {
            return didKey == null ? null : PublicKey.parseDidKey(didKey);
        } catch (MalformedException otherKind) {
            return null;
        }
    }

    private static Cid cid(@Nullable String operation) {
        try {
            return Cid.ofDagCbor(
                    cbor(JSON.readTree(operation == null ? "null" : operation)).encode());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("JSON that was read before", impossible);
        }
    }

    private static CborValue cbor(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> CborValue.of(json.textValue());
            case BOOLEAN -> CborValue.of(json.booleanValue());
            case NULL -> CborValue.ofNull();
            case ARRAY -> {
                List<CborValue> items = new ArrayList<>();
                json.forEach(item -> items.add(cbor(item)));
                yield CborValue.of(items);
            }
            case OBJECT -> {
                Map<String, CborValue> entries = new HashMap<>();
                json.properties().forEach(entry -> entries.put(entry.getKey(), cbor(entry.getValue())));
                yield CborValue.of(entries);
            }
            default -> throw wrong("an operation holds " + json.getNodeType());
        };
    }

    private static MalformedException wrong(String rule) {
        return new MalformedException(-1, "audit log: " + rule);
    }
}
