package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.ingest.log.ArrivalQueue.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The log between one opening of the journal and its first failure: a ledger, a queue, and the loop that empties it. */
final class LogSession {
    private static final int DRAIN = 512;

    private final Journal journal;
    private final Ledger ledger;
    private final StreamTotals totals;
    private final LogSettings settings;
    private final LongSupplier nanoTime;
    private final ArrivalQueue queue;
    private final Map<String, Long> positions;

    private int pendingFrames;
    private long pendingBytes;
    private boolean pendingAnything;
    private long firstPendingAt;
    private long firstFrameAt;

    private volatile int publishers;
    private final AtomicLong committedFrames = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();

    LogSession(Journal journal, Recovered recovered, LogSettings settings, StreamTotals totals, LongSupplier nanoTime) {
        this.journal = journal;
        this.ledger = new Ledger(settings.scope(), recovered);
        this.settings = settings;
        this.totals = totals;
        this.nanoTime = nanoTime;
        this.queue = new ArrivalQueue(settings.maxQueuedFrames(), settings.maxQueuedBytes());
        this.positions = new ConcurrentHashMap<>(recovered.cursors());
        this.publishers = ledger.publishers();
    }

    boolean append(Arrival arrival) throws InterruptedException {
        if (!queue.put(new Item.OfFrame(arrival))) {
            return false;
        }
        if (arrival.position() >= 0) {
            positions.put(arrival.source(), arrival.position());
        }
        return true;
    }

    boolean put(Item item) throws InterruptedException {
        return queue.put(item);
    }

    /** Where a source goes on: behind everything taken since the log was opened, committed or not, for it stands and falls as one. */
    OptionalLong position(String source) {
        Long position = positions.get(source);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /** Writes until {@link #close} is called, then whatever is still queued. */
    void run() throws JournalException, InterruptedException {
        List<Item> batch = new ArrayList<>(DRAIN);
        while (!queue.isDrained()) {
            queue.drain(batch, DRAIN, untilCommit());
            for (Item item : batch) {
                take(item);
            }
            batch.clear();
            if (pendingAnything && untilCommit() <= 0) {
                commit();
            }
        }
        commit();
    }

    private void take(Item item) throws JournalException {
        long now = nanoTime.getAsLong();
        if (!pendingAnything) {
            pendingAnything = true;
            firstPendingAt = now;
        }
        if (item instanceof Item.OfFrame of) {
            forward(of.arrival(), ledger.admit(of.arrival()), now);
        } else if (item instanceof Item.OfReconnect reconnect) {
            ledger.reconnected(reconnect.host(), reconnect.at());
        } else if (item instanceof Item.OfPublishers listed) {
            ledger.learn(listed.dids(), listed.at());
        }
    }

    private void forward(Arrival arrival, @Nullable Frame frame, long now) throws JournalException {
        if (frame == null) {
            return;
        }
        if (pendingFrames == 0) {
            firstFrameAt = now;
        }
        String did = arrival.route().did();
        journal.write(did.isEmpty() ? arrival.host() : did, frame);
        pendingFrames++;
        pendingBytes += frame.bytes().length;
        if (pendingFrames >= settings.commitFrames() || pendingBytes >= settings.commitBytes()) {
            commit();
        }
    }

    /** Nanoseconds until the transaction under way is due, 0 or less if it is. */
    private long untilCommit() {
        long now = nanoTime.getAsLong();
        long quiet = settings.quietCommitAfter().toNanos();
        if (!pendingAnything) {
            return quiet;
        }
        long left = firstPendingAt + quiet - now;
        return pendingFrames == 0
                ? left
                : Math.min(left, firstFrameAt + settings.commitAfter().toNanos() - now);
    }

    private void commit() throws JournalException {
        Changes changes = ledger.drain();
        publishers = ledger.publishers();
        if (pendingFrames == 0 && changes.isEmpty()) {
            return;
        }
        journal.commit(changes);
        totals.add(changes.counts());
        committedFrames.addAndGet(pendingFrames);
        transactions.incrementAndGet();
        pendingFrames = 0;
        pendingBytes = 0;
        pendingAnything = false;
    }

    void close() {
        queue.close();
    }

    int publishers() {
        return publishers;
    }

    boolean isPublisher(String did) {
        return ledger.isPublisher(did);
    }

    int queued() {
        return queue.size();
    }

    long committedFrames() {
        return committedFrames.get();
    }

    long transactions() {
        return transactions.get();
    }
}
