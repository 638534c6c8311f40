package dev.sigwatch.ingest.identity;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a DID is to be looked up. */
sealed interface DidTarget {
    /** In the PLC directory. */
    record Plc(String did) implements DidTarget {}

    /**
     * At its own host.
     *
     * @param url of the document
     * @param host for limits and name checks
     */
    record Web(String url, String host) implements DidTarget {}

    /** Nowhere: ATProto resolves no such DID. */
    record Nowhere(String reason) implements DidTarget {}

    /** Top-level domains that no handle and no did:web may have (handle specification). */
    Set<String> DISALLOWED_TLDS =
            Set.of("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test");

    Pattern LOCAL = Pattern.compile("localhost(?:%3[Aa]([0-9]{1,5}))?");
    String WEB = "did:web:";

    /**
     * Finds the target of a DID.
     *
     * @param did any text
     * @param allowLocal whether did:web may name {@code localhost}, with a port
     */
    static DidTarget of(String did, boolean allowLocal) {
        Optional<Did> parsed = Did.tryParse(did);
        if (parsed.isEmpty()) {
            return new Nowhere("not a DID");
        }
        if (parsed.get().isPlc()) {
            return new Plc(did);
        }
        if (parsed.get().isWeb()) {
            return web(did.substring(WEB.length()), allowLocal);
        }
        return new Nowhere(did.startsWith("did:plc:") ? "not a valid did:plc" : "unsupported DID method");
    }

    private static DidTarget web(String name, boolean allowLocal) {
        Matcher local = LOCAL.matcher(name);
        if (allowLocal && local.matches()) {
            String port = local.group(1) == null ? "" : ":" + local.group(1);
            return new Web("http://localhost" + port + "/.well-known/did.json", "localhost" + port);
        }
        if (name.contains(":")) {
            return new Nowhere("did:web with a path, which ATProto does not support");
        }
        if (Handle.tryParse(name).isEmpty()) {
            return new Nowhere("did:web without a valid public host name");
        }
        String host = name.toLowerCase(Locale.ROOT);
        if (DISALLOWED_TLDS.contains(host.substring(host.lastIndexOf('.') + 1))) {
            return new Nowhere("did:web under a disallowed top-level domain");
        }
        return new Web("https://" + host + "/.well-known/did.json", host);
    }
}
