package dev.sigwatch.ingest.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A question to the DNS for text, and its answer, as bytes: only as much of the format as that takes, read strictly.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, messages</a>
 */
final class DnsMessage {
    private static final int HEADER = 12;
    private static final int MAX_NAME = 255;
    private static final int MAX_LABEL = 63;
    /** Most records read of an answer; more than fit into the messages of any resolver. */
    private static final int MAX_RECORDS = 512;
    /** Longest chain of aliases followed. */
    private static final int MAX_ALIASES = 8;

    private static final int TYPE_CNAME = 5;
    private static final int TYPE_TXT = 16;
    private static final int CLASS_IN = 1;

    private final ByteBuffer in;

    private DnsMessage(byte[] message) {
        this.in = ByteBuffer.wrap(message);
    }

    /**
     * A question for the TXT records of a name, with the identifier 0, as caches want it (RFC 8484, section 4.1).
     *
     * @throws IllegalArgumentException if that cannot be a name
     */
    static byte[] question(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0}); // one question, recursion desired
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length == 0 || bytes.length > MAX_LABEL) {
                throw new IllegalArgumentException("not a domain name");
            }
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        if (out.size() - HEADER > MAX_NAME) {
            throw new IllegalArgumentException("not a domain name");
        }
        out.writeBytes(new byte[] {0, TYPE_TXT, 0, CLASS_IN});
        return out.toByteArray();
    }

    /**
     * The texts that an answer has for the name asked about, aliases followed; empty where there are none.
     *
     * @throws IOException if the bytes are no answer to {@link #question} of that name, or one that says nothing
     */
    static List<String> texts(byte[] message, String name) throws IOException {
        try {
            return new DnsMessage(message).answer(name.toLowerCase(Locale.ROOT));
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("the resolver's answer is cut off", e);
        }
    }

    private List<String> answer(String name) throws IOException {
        int id = u16();
        int flags = u16();
        int questions = u16();
        int answers = u16();
        in.position(HEADER);
        check(id == 0 && (flags & 0xf800) == 0x8000, "the resolver's message is not an answer to ours");
        check((flags & 0x0200) == 0, "the resolver's answer is cut off");
        int code = flags & 0xf;
        check(code == 0 || code == 3, "the resolver answers with error " + code);
        check(questions == 1 && name().equals(name), "the resolver answers another question");
        check(u16() == TYPE_TXT && u16() == CLASS_IN, "the resolver answers another question");
        check(answers <= MAX_RECORDS, "the resolver answers with " + answers + " records");
        Map<String, List<String>> texts = new HashMap<>();
        Map<String, String> aliases = new HashMap<>();
        for (int i = 0; i < answers; i++) {
            record(texts, aliases);
        }
        String at = name;
        for (int i = 0; i < MAX_ALIASES && aliases.containsKey(at); i++) {
            at = aliases.get(at);
        }
        return texts.getOrDefault(at, List.of());
    }

    private void record(Map<String, List<String>> texts, Map<String, String> aliases) throws IOException {
        String owner = name();
        int type = u16();
        int dnsClass = u16();
        in.getInt(); // how long it may be kept
        int end = u16() + in.position();
        check(end <= in.limit(), "the resolver's answer is cut off");
        if (dnsClass == CLASS_IN && type == TYPE_CNAME) {
            aliases.put(owner, name());
            check(in.position() == end, "the resolver's answer has a bad record");
        } else if (dnsClass == CLASS_IN && type == TYPE_TXT) {
            texts.computeIfAbsent(owner, o -> new ArrayList<>()).add(text(end));
        }
        in.position(end);
    }

    /** One record's text: its pieces, joined. */
    private String text(int end) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        while (in.position() < end) {
            int length = in.get() & 0xff;
            check(in.position() + length <= end, "the resolver's answer has a bad record");
            byte[] piece = new byte[length];
            in.get(piece);
            joined.writeBytes(piece);
        }
        return joined.toString(StandardCharsets.UTF_8);
    }

    /** A name in lower case; parts of it may lie further ahead in the message, but never ahead of themselves. */
    private String name() throws IOException {
        StringBuilder name = new StringBuilder();
        int back = -1;
        int limit = in.position();
        int length = in.get() & 0xff;
        while (length != 0) {
            if ((length & 0xc0) == 0xc0) {
                int target = (length & 0x3f) << 8 | (in.get() & 0xff);
                check(target >= HEADER && target < limit, "the resolver's answer has a name in a circle");
                back = back < 0 ? in.position() : back;
                limit = target;
                in.position(target);
            } else {
                check(length <= MAX_LABEL && name.length() + length < MAX_NAME, "the resolver's answer has a bad name");
                byte[] label = new byte[length];
                in.get(label);
                name.append(name.length() == 0 ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
            }
            length = in.get() & 0xff;
        }
        if (back >= 0) {
            in.position(back);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private int u16() {
        return in.getShort() & 0xffff;
    }

    private static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
