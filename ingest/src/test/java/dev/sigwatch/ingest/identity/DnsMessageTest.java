package dev.sigwatch.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.ingest.fetch.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Answers made here by hand, byte by byte. */
final class DnsMessageTest {
    private static final String NAME = "_atproto.anna.example.com";
    private static final int TXT = 16;
    private static final int CNAME = 5;

    /** An answer under construction: the question, then records. */
    static final class AnswerBytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int count;

        AnswerBytes(String name) {
            out.writeBytes(DnsMessage.question(name));
        }

        AnswerBytes txt(byte[] owner, String... pieces) {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            for (String piece : pieces) {
                data.write(piece.length());
                data.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
            }
            return record(owner, TXT, data.toByteArray());
        }

        AnswerBytes record(byte[] owner, int type, byte[] data) {
            count++;
            out.writeBytes(owner);
            out.writeBytes(ByteBuffer.allocate(10)
                    .putShort((short) type)
                    .putShort((short) 1)
                    .putInt(300)
                    .putShort((short) data.length)
                    .array());
            out.writeBytes(data);
            return this;
        }

        byte[] bytes(int code) {
            byte[] message = out.toByteArray();
            message[2] = (byte) 0x81;
            message[3] = (byte) (0x80 | code);
            message[7] = (byte) count;
            return message;
        }
    }

    private static final byte[] ASKED = {(byte) 0xc0, 12};

    @Test
    void readsTextsOfTheNameAskedFor() throws IOException {
        byte[] answer = new AnswerBytes(NAME)
                .txt(ASKED, "did=did:plc:", "aaaaaaaaaaaaaaaaaaaaaaaa")
                .txt(ASKED, "v=spf1")
                .txt(name("other.example.com"), "did=not this one")
                .bytes(0);
        assertThat(DnsMessage.texts(answer, NAME)).containsExactly("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "v=spf1");
        assertThat(DnsMessage.texts(new AnswerBytes(NAME).bytes(0), NAME)).isEmpty();
        assertThat(DnsMessage.texts(new AnswerBytes(NAME).bytes(3), NAME))
                .as("no such name")
                .isEmpty();
    }

    @Test
    void followsAliases() throws IOException {
        byte[] answer = new AnswerBytes(NAME)
                .record(ASKED, CNAME, name("Elsewhere.example.com"))
                .txt(name("elsewhere.example.com"), "did=x")
                .bytes(0);
        assertThat(DnsMessage.texts(answer, NAME)).containsExactly("did=x");
        byte[] circle = new AnswerBytes(NAME).record(ASKED, CNAME, ASKED).bytes(0);
        assertThat(DnsMessage.texts(circle, NAME)).isEmpty();
    }

    @Test
    void whatSaysNothingIsNoAnswer() {
        byte[] good = new AnswerBytes(NAME).txt(ASKED, "did=x").bytes(0);
        assertThatThrownBy(() -> DnsMessage.texts(new AnswerBytes(NAME).bytes(2), NAME))
                .hasMessageContaining("error 2");
        assertThatThrownBy(() -> DnsMessage.texts(good, "_atproto.bert.example.com"))
                .hasMessageContaining("question");
        assertThatThrownBy(() -> DnsMessage.texts(DnsMessage.question(NAME), NAME))
                .hasMessageContaining("not an answer");
        byte[] cut = good.clone();
        cut[2] |= 0x02;
        assertThatThrownBy(() -> DnsMessage.texts(cut, NAME)).hasMessageContaining("cut off");
        byte[] ahead =
                new AnswerBytes(NAME).txt(new byte[] {(byte) 0xc0, 60}, "x").bytes(0);
        assertThatThrownBy(() -> DnsMessage.texts(ahead, NAME)).isInstanceOf(IOException.class);
        for (int length = 0; length < good.length; length++) {
            byte[] prefix = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> DnsMessage.texts(prefix, NAME)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anyBytesAreTakenCalmly() {
        SplittableRandom random = new SplittableRandom(7);
        byte[] good = new AnswerBytes(NAME)
                .txt(ASKED, "did=x")
                .record(ASKED, CNAME, ASKED)
                .bytes(0);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(DnsMessage.texts(changed, NAME)).hasSizeLessThan(3);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("resolver");
            }
        }
    }

    @Test
    void asksInTheFormThatResolversOffer() throws IOException {
        DohLookup doh = new DohLookup(URI.create("https://dns.example.net/dns-query"), (uri, accept) -> {
            assertThat(accept).isEqualTo("application/dns-message");
            byte[] question = Base64.getUrlDecoder().decode(uri.getQuery().substring("dns=".length()));
            assertThat(question).isEqualTo(DnsMessage.question(NAME));
            return new Fetched.Answer(
                    200, new AnswerBytes(NAME).txt(ASKED, "did=x").bytes(0), null);
        });
        assertThat(doh.texts(NAME)).containsExactly("did=x");
        assertThatThrownBy(() -> new DohLookup(
                                URI.create("https://d/q"), (uri, accept) -> new Fetched.Answer(503, new byte[0], null))
                        .texts(NAME))
                .hasMessageContaining("HTTP 503");
    }

    private static byte[] name(String name) {
        byte[] question = DnsMessage.question(name);
        return Arrays.copyOfRange(question, 12, question.length - 4);
    }
}
