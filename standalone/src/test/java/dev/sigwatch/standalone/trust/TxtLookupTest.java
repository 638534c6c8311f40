package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a name server of our own on loopback. */
@Timeout(60)
class TxtLookupTest {
    private static final int NXDOMAIN = 3;
    private static final int SERVFAIL = 2;

    private DatagramSocket socket;
    private volatile int status;
    private volatile List<String> texts = List.of();

    @BeforeEach
    void serve() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::answer, "dns");
        server.setDaemon(true);
        server.start();
    }

    @AfterEach
    void stop() {
        socket.close();
    }

    @Test
    void givesEveryTextOfAName() throws NamingException {
        texts = List.of("did=did:plc:ewvi7nxzyoun6zhxrhs64oiz", "v=spf1 include:x -all", "");
        assertThat(lookup()).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void aNameWithoutTextAndNoNameAreEmpty() throws NamingException {
        assertThat(lookup()).isEmpty();
        status = NXDOMAIN;
        assertThat(lookup()).isEmpty();
    }

    @Test
    void aFailingServerSaysNothing() {
        status = SERVFAIL;
        assertThatThrownBy(this::lookup).isInstanceOf(NamingException.class);
    }

    private List<String> lookup() throws NamingException {
        return TxtLookup.of("dns://127.0.0.1:" + socket.getLocalPort()).texts("_atproto.alice.example.com");
    }

    private void answer() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer = answer(Arrays.copyOf(buffer, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** The question repeated, then one record per text whose name points back to the question's. */
    private byte[] answer(byte[] question) {
        int end = 12;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {question[0], question[1], (byte) 0x85, (byte) (0x80 | status), 0, 1});
        out.writeBytes(new byte[] {0, (byte) (status == 0 ? texts.size() : 0), 0, 0, 0, 0});
        out.write(question, 12, end + 5 - 12);
        for (String text : status == 0 ? texts : List.<String>of()) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, (byte) (bytes.length + 1)});
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
