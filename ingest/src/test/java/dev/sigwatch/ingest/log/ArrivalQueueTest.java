package dev.sigwatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.ingest.log.ArrivalQueue.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ArrivalQueueTest {
    @Test
    void anItemLargerThanTheBoundPassesAlone() throws Exception {
        ArrivalQueue queue = new ArrivalQueue(10, 100);
        assertThat(queue.put(item(1_000))).isTrue();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void blocksWhileFullByBytesAndGoesOnWhenDrained() throws Exception {
        ArrivalQueue queue = new ArrivalQueue(10, 100);
        queue.put(item(80));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch put = new CountDownLatch(1);
        Thread putter = new Thread(() -> {
            begun.countDown();
            try {
                queue.put(item(30));
                put.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        putter.start();
        begun.await();
        while (putter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(put.getCount()).isEqualTo(1);
        List<Item> drained = new ArrayList<>();
        queue.drain(drained, 10, 0);
        put.await();
        assertThat(drained).hasSize(1);
        putter.join();
    }

    @Test
    void closingRefusesNewItemsAndKeepsTheOldForDraining() throws Exception {
        ArrivalQueue queue = new ArrivalQueue(10, 100);
        queue.put(item(1));
        queue.close();
        assertThat(queue.put(item(1))).isFalse();
        assertThat(queue.isDrained()).isFalse();
        List<Item> drained = new ArrayList<>();
        queue.drain(drained, 10, 1_000_000_000L);
        assertThat(drained).hasSize(1);
        assertThat(queue.isDrained()).isTrue();
    }

    private static Item item(int bytes) {
        byte[] frame = new byte[bytes];
        return new Item.OfFrame(new Arrival("s", "h", Routes.peek(frame), -1, -1, 0, frame, false));
    }
}
