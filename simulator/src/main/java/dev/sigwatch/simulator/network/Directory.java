package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The PLC directory's answers, by path: {@code /DID}, {@code /DID/log}, {@code /DID/log/audit}, {@code /DID/log/last}, {@code
 * /_health}. Safe for use by several threads.
 */
public final class Directory {
    private final Map<String, Registration> registrations = new ConcurrentHashMap<>();

    private record Registration(PlcIdentity identity, DirectoryFault fault, AtomicInteger requests) {}

    /** Answers a GET. */
    public DirectoryAnswer get(String path) {
        if (path.equals("/_health")) {
            return DirectoryAnswer.ok("{\"version\":\"simulated\"}".getBytes(StandardCharsets.UTF_8));
        }
        int end = path.indexOf('/', 1);
        String did = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        Registration registration = registrations.get(did);
        if (registration == null) {
            return DirectoryAnswer.error(404, "DID not registered");
        }
        byte[] body = body(registration.identity, end < 0 ? "" : path.substring(end));
        return body == null
                ? DirectoryAnswer.error(404, "no such path")
                : registration.fault.answer(DirectoryAnswer.ok(body), registration.requests.incrementAndGet());
    }

    /** How often the directory was asked about a DID. */
    public int requests(Did did) {
        Registration registration = registrations.get(did.value());
        return registration == null ? 0 : registration.requests.get();
    }

    private static byte @Nullable [] body(PlcIdentity identity, String what) {
        return switch (what) {
            case "" -> identity.document();
            case "/log" -> identity.operations();
            case "/log/audit" -> identity.auditLog();
            case "/log/last" -> identity.lastOperation();
            default -> null;
        };
    }

    /** Serves an identity under its DID, in place of what was served before. */
    void register(PlcIdentity identity) {
        register(identity.did(), identity);
    }

    /** Serves an identity under any DID. */
    void register(Did did, PlcIdentity identity) {
        registrations.compute(
                did.value(),
                (key, known) -> known == null
                        ? new Registration(identity, DirectoryFault.NONE, new AtomicInteger())
                        : new Registration(identity, known.fault, known.requests));
    }

    void misbehave(Did did, DirectoryFault fault) {
        registrations.computeIfPresent(
                did.value(), (key, known) -> new Registration(known.identity, fault, known.requests));
    }
}
