package dev.sigwatch.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void tellsATakenPortFromAFreeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.isFree(taken.getLocalPort())).isFalse();
            assertThat(FreePort.near(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
        }
        int free = FreePort.choose(0);
        assertThat(FreePort.choose(free)).isEqualTo(free);
    }

    @Test
    void aChosenPortIsNoneThatConnectionsAreGiven() {
        for (int i = 0; i < 100; i++) {
            assertThat(FreePort.choose(0)).isBetween(20_000, 32_767);
        }
    }
}
