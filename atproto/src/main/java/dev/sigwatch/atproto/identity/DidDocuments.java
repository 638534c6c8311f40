package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.syntax.Did;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes DID documents as the PLC directory serves them, for directories of our own and to compare with the real one. */
public final class DidDocuments {
    private static final String DID_CONTEXT = "https://www.w3.org/ns/did/v1";
    private static final String MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1";
    private static final String DID_KEY = "did:key:";

    private DidDocuments() {}

    /** The document that {@code head}, the newest operation of {@code did}, amounts to, as JSON. */
    public static String render(Did did, PlcOperation head) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        Set<String> contexts = new LinkedHashSet<>();
        contexts.add(DID_CONTEXT);
        contexts.add(MULTIKEY_CONTEXT);
        ArrayNode context = document.putArray("@context");
        document.put("id", did.value());
        ArrayNode aliases = document.putArray("alsoKnownAs");
        head.alsoKnownAs().forEach(aliases::add);
        ArrayNode methods = document.putArray("verificationMethod");
        head.verificationMethods().forEach((fragment, key) -> {
            String suite = suite(key);
            if (suite != null) {
                contexts.add(suite);
            }
            methods.addObject()
                    .put("id", did + "#" + fragment)
                    .put("type", "Multikey")
                    .put("controller", did.value())
                    .put("publicKeyMultibase", key.startsWith(DID_KEY) ? key.substring(DID_KEY.length()) : key);
        });
        ArrayNode services = document.putArray("service");
        head.services().forEach((fragment, service) -> services.addObject()
                .put("id", "#" + fragment)
                .put("type", service.type())
                .put("serviceEndpoint", service.endpoint()));
        contexts.forEach(context::add);
        return document.toString();
    }

    private static @Nullable String suite(String didKey) {
        try {
            return switch (PublicKey.parseDidKey(didKey).curve()) {
                case K256 -> "https://w3id.org/security/suites/secp256k1-2019/v1";
                case P256 -> "https://w3id.org/security/suites/ecdsa-2019/v1";
            };
        } catch (MalformedException otherKey) {
            return null;
        }
    }
}
