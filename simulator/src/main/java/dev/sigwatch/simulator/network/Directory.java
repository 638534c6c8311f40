package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The PLC directory's answers, by path: {@code /DID}, {@code /DID/log}, {@code /DID/log/audit}, {@code /DID/log/last}, {@code
 * /export}, {@code /_health}. Safe for use by several threads.
 */
public final class Directory {
    private static final int PAGE_DEFAULT = 10;
    private static final int NOT_FOUND = 404;

    private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
    private final PlcFeed feed = new PlcFeed();
    private final List<PlcIdentity> waiting = new ArrayList<>();
    private boolean lags;
    private volatile boolean isOut;
    private volatile int tombstoneStatus = NOT_FOUND;

    /** @param shown what the document is made of: the log, unless the directory lies */
    private record Registration(PlcIdentity log, PlcIdentity shown, DirectoryFault fault, AtomicInteger requests) {}

    /** Answers a GET without a query. */
    public DirectoryAnswer get(String path) {
        return get(path, Map.of());
    }

    /**
     * Answers a GET.
     *
     * @param query decoded parameters by name
     */
    public DirectoryAnswer get(String path, Map<String, String> query) {
        if (isOut) {
            return DirectoryAnswer.error(503, "down for maintenance");
        }
        if (path.equals("/_health")) {
            return DirectoryAnswer.ok(utf8("{\"version\":\"simulated\"}"));
        }
        if (path.equals("/export")) {
            return export(query);
        }
        int end = path.indexOf('/', 1);
        String did = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        Registration registration = registrations.get(did);
        if (registration == null) {
            return DirectoryAnswer.error(NOT_FOUND, "DID not registered: " + did);
        }
        DirectoryAnswer honest = answer(registration, end < 0 ? "" : path.substring(end));
        return honest.status() == NOT_FOUND
                ? honest
                : registration.fault.answer(honest, registration.requests.incrementAndGet());
    }

    /** How often the directory was asked about a DID. */
    public int requests(Did did) {
        Registration registration = registrations.get(did.value());
        return registration == null ? 0 : registration.requests.get();
    }

    /** Every operation taken, in order. */
    public PlcFeed feed() {
        return feed;
    }

    /** Has everything fail, or work again. */
    public void isOut(boolean out) {
        isOut = out;
    }

    /** Whether the directory is to be reached by nobody. */
    public boolean isOut() {
        return isOut;
    }

    /** Says how documents of DIDs that were given up are refused: 404 as the one server does, or 410 as another. */
    public void tombstonesAnswer(int status) {
        tombstoneStatus = status;
    }

    /** Has it hear of nothing new, or catch up with everything. */
    public synchronized void lags(boolean behind) {
        lags = behind;
        if (!behind) {
            waiting.forEach(this::take);
            waiting.clear();
        }
    }

    /** Takes an identity's new operations, and serves it in place of what was served before. */
    synchronized void register(PlcIdentity identity) {
        if (lags) {
            waiting.add(identity);
        } else {
            take(identity);
        }
    }

    private void take(PlcIdentity identity) {
        Registration known = registrations.get(identity.did().value());
        serve(identity.did(), identity, identity);
        List<PlcEntry> held = known == null ? List.of() : known.log.entries();
        identity.entries().stream()
                .filter(entry -> held.stream().noneMatch(old -> old.cid().equals(entry.cid())))
                .forEach(entry -> feed.append(identity.did().value(), entry));
    }

    /** Serves any history and any document under any DID, of which the feed says nothing. */
    void serve(Did did, PlcIdentity log, PlcIdentity shown) {
        registrations.compute(
                did.value(),
                (key, known) -> known == null
                        ? new Registration(log, shown, DirectoryFault.NONE, new AtomicInteger())
                        : new Registration(log, shown, known.fault, known.requests));
    }

    void misbehave(Did did, DirectoryFault fault) {
        registrations.computeIfPresent(
                did.value(), (key, known) -> new Registration(known.log, known.shown, fault, known.requests));
    }

    private DirectoryAnswer answer(Registration registration, String what) {
        if (what.isEmpty() && registration.shown.isTombstoned()) {
            return DirectoryAnswer.error(tombstoneStatus, "DID not available");
        }
        byte[] body =
                switch (what) {
                    case "" -> registration.shown.document();
                    case "/log" -> registration.log.operations();
                    case "/log/audit" -> registration.log.auditLog();
                    case "/log/last" -> registration.log.lastOperation();
                    default -> null;
                };
        return body == null ? DirectoryAnswer.error(NOT_FOUND, "no such path") : DirectoryAnswer.ok(body);
    }

    private DirectoryAnswer export(Map<String, String> query) {
        Long after = number(query.getOrDefault("after", "0"));
        Long count = number(query.getOrDefault("count", Integer.toString(PAGE_DEFAULT)));
        if (after == null || count == null || count < 1 || count > PlcFeed.MAX_PAGE) {
            return DirectoryAnswer.error(400, "after must be a number, count one up to " + PlcFeed.MAX_PAGE);
        }
        String lines = String.join("\n", feed.after(after, count.intValue()));
        return DirectoryAnswer.ok(utf8(lines.isEmpty() ? "" : lines + "\n"));
    }

    private static @Nullable Long number(String text) {
        try {
            long number = Long.parseLong(text);
            return number < 0 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
