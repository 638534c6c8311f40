package dev.sigwatch.simulator.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a personal data server that many accounts live on: {@code getRepo}, {@code getLatestCommit}, {@code getRecord}.
 * Safe for use by several threads.
 *
 * @see <a href="https://docs.bsky.app/docs/api/com-atproto-sync-get-repo">com.atproto.sync.getRepo</a>
 */
public final class Hosting {
    private static final String XRPC = "/xrpc/com.atproto.sync.";
    private static final int BAD_REQUEST = 400;
    private static final long STAYS = -1;

    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    /** @param leftAt position of the log at which the account moved away, {@link #STAYS} if it did not */
    private record Tenant(History history, HostFault fault, AtomicInteger exports, AtomicLong served, long leftAt) {

        boolean hasLeft(long position) {
            return leftAt != STAYS && position >= leftAt;
        }
    }

    /**
     * Answers a GET.
     *
     * @param query decoded parameters by name
     * @param position of the log, which says how far things have come; an account never goes back behind what was served of it
     */
    public HostAnswer get(String path, Map<String, String> query, long position) {
        if (path.equals("/xrpc/_health")) {
            return HostAnswer.json(JsonNodeFactory.instance.objectNode().put("version", "simulated"));
        }
        String did = query.getOrDefault("did", "");
        Tenant tenant = tenants.get(did);
        long at = tenant == null ? position : tenant.served.accumulateAndGet(position, Math::max);
        Export export = tenant == null ? null : tenant.history.at(at);
        if (tenant == null || export == null) {
            return notFound(did);
        }
        HostAnswer inactive = inactive(did, tenant.hasLeft(at) ? "deactivated" : tenant.history.statusAt(at));
        if (inactive != null) {
            return inactive;
        }
        return switch (path) {
            case XRPC + "getRepo" -> tenant.fault.answer(export, tenant.exports.incrementAndGet());
            case XRPC + "getLatestCommit" ->
                HostAnswer.json(JsonNodeFactory.instance
                        .objectNode()
                        .put("cid", export.head().cid().toString())
                        .put("rev", export.rev().value()));
            case XRPC + "getRecord" -> proof(export, query);
            default -> HostAnswer.error(501, "MethodNotImplemented", "Method Not Implemented");
        };
    }

    /** How often an account's export was asked for and given, or meant to be. */
    public int exports(Did did) {
        Tenant tenant = tenants.get(did.value());
        return tenant == null ? 0 : tenant.exports.get();
    }

    void register(Did did, History history) {
        tenants.put(did.value(), new Tenant(history, HostFault.NONE, new AtomicInteger(), new AtomicLong(), STAYS));
    }

    /** Has an account be found here no more from a position of the log on. */
    void leave(Did did, long position) {
        tenants.computeIfPresent(
                did.value(),
                (key, known) -> new Tenant(known.history, known.fault, known.exports, known.served, position));
    }

    void misbehave(Did did, HostFault fault) {
        tenants.computeIfPresent(
                did.value(),
                (key, known) -> new Tenant(known.history, fault, known.exports, known.served, known.leftAt));
    }

    private static HostAnswer notFound(String did) {
        return HostAnswer.error(BAD_REQUEST, "RepoNotFound", "Could not find repo for DID: " + did);
    }

    private static @Nullable HostAnswer inactive(String did, String status) {
        return switch (status) {
            case "" -> null;
            case "takendown" -> HostAnswer.error(BAD_REQUEST, "RepoTakendown", "Repo has been takendown: " + did);
            case "suspended" -> HostAnswer.error(BAD_REQUEST, "RepoSuspended", "Repo has been suspended: " + did);
            case "deactivated" -> HostAnswer.error(BAD_REQUEST, "RepoDeactivated", "Repo has been deactivated: " + did);
            default -> notFound(did);
        };
    }

    private static HostAnswer proof(Export export, Map<String, String> query) {
        String text = query.getOrDefault("collection", "") + "/" + query.getOrDefault("rkey", "");
        RepoPath path = RepoPath.tryParse(text).orElse(null);
        if (path == null) {
            return HostAnswer.error(BAD_REQUEST, "InvalidRequest", "collection and rkey must name a record");
        }
        byte[] proof = export.proof(path.toString());
        return HostAnswer.car(out -> out.write(proof));
    }
}
