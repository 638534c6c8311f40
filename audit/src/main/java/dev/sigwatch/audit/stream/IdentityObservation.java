package dev.sigwatch.audit.stream;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a resolver saw when it asked about a DID: evidence, kept verbatim.
 *
 * @param did the DID asked about
 * @param source the URL asked
 * @param observedAt microseconds since the epoch, when the answer had arrived
 * @param body the answer's body, verbatim; a plain reason where there was no usable answer
 * @param tls by what the answering host proved itself; null where that does not matter or nothing did
 */
public record IdentityObservation(
        String did,
        Kind kind,
        String source,
        long observedAt,
        byte[] body,
        @Nullable Tls tls) {

    /** An observation whose TLS does not matter. */
    public IdentityObservation(String did, Kind kind, String source, long observedAt, byte[] body) {
        this(did, kind, source, observedAt, body, null);
    }

    /**
     * What a did:web host showed to prove its name: the document has no other proof.
     *
     * @param chain SHA-256 over the certificates' DER, leaf first, hex
     * @param issuer distinguished name of who issued the leaf
     */
    public record Tls(String chain, String issuer) {}

    /** What the answer is. */
    public enum Kind {
        /** The directory's {@code /{did}/log/audit}. */
        PLC_AUDIT_LOG("plc-audit-log"),
        /** One line of the directory's export feed: an operation. */
        PLC_OP("plc-op"),
        /** The feed itself is wrong; the body says how, the DID is the directory's host. */
        PLC_FEED_FAULT("plc-feed-fault"),
        /** The DID document, from the directory or the did:web host. */
        DID_DOCUMENT("did-document"),
        /** A did:web host redirects instead of answering; the body is where to. */
        REDIRECT("redirect"),
        /** What the domain of the handle that the document claims says; the body is {@link HandleAnswer}'s JSON. */
        HANDLE("handle"),
        /** The source said that there is no such DID (404, 410, NXDOMAIN). */
        NOT_FOUND("not-found"),
        /** No answer, or none that says anything about the DID; the body is the reason. */
        UNAVAILABLE("unavailable");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The name in headers, captures and tables. */
        public String wireName() {
            return wireName;
        }

        /**
         * The kind with a wire name.
         *
         * @throws IllegalArgumentException for any other name
         */
        public static Kind ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no identity observation kind " + name));
        }
    }

    /** Headers of the Kafka record, name to bytes; its key is the DID, its value {@link #body()}. */
    public Map<String, byte[]> headers() {
        Headers headers = new Headers()
                .text("did", did)
                .text("kind", kind.wireName)
                .text("source", source)
                .number("observed_at", observedAt);
        return tls == null
                ? headers.toMap()
                : headers.text("tls_chain", tls.chain)
                        .text("tls_issuer", tls.issuer)
                        .toMap();
    }

    /**
     * Rebuilds an observation from a Kafka record.
     *
     * @throws IllegalStateException if a header is missing: such a record was not written by a resolver
     */
    public static IdentityObservation fromRecord(Function<String, byte @Nullable []> headers, byte[] value) {
        return new IdentityObservation(
                Headers.text(headers, "did"),
                Kind.ofWireName(Headers.text(headers, "kind")),
                Headers.text(headers, "source"),
                Headers.number(headers, "observed_at"),
                value,
                headers.apply("tls_chain") == null
                        ? null
                        : new Tls(Headers.text(headers, "tls_chain"), Headers.text(headers, "tls_issuer")));
    }
}
