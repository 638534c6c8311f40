package dev.sigwatch.ingest.log;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue, by bytes and by count, from many sources to the writer. Putting blocks while it is full. */
final class ArrivalQueue {
    private final int maxItems;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<Item> items = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    ArrivalQueue(int maxItems, long maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    /** Puts an item; false if the queue is closed. An item larger than the bound passes when the queue is empty. */
    boolean put(Item item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !items.isEmpty() && (items.size() >= maxItems || bytes + item.bytes() > maxBytes)) {
                notFull.await();
            }
            if (closed) {
                return false;
            }
            items.addLast(item);
            bytes += item.bytes();
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Moves up to a number of items into a list, waiting up to a time for the first. */
    void drain(List<Item> into, int max, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (items.isEmpty() && !closed && left > 0) {
                left = notEmpty.awaitNanos(left);
            }
            for (int i = 0; i < max && !items.isEmpty(); i++) {
                Item item = items.removeFirst();
                bytes -= item.bytes();
                into.add(item);
            }
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; whoever waits to put is told so. What is inside stays to be drained. */
    void close() {
        lock.lock();
        try {
            closed = true;
            notFull.signalAll();
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isDrained() {
        lock.lock();
        try {
            return closed && items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }

    /** Something for the ledger. */
    sealed interface Item {
        /** What it holds on to, roughly. */
        long bytes();

        record OfFrame(Arrival arrival) implements Item {
            @Override
            public long bytes() {
                return arrival.bytes().length;
            }
        }

        record OfReconnect(String host, long at) implements Item {
            @Override
            public long bytes() {
                return 0;
            }
        }

        record OfPublishers(Collection<String> dids, long at) implements Item {
            @Override
            public long bytes() {
                return dids.size() * 64L;
            }
        }
    }
}
