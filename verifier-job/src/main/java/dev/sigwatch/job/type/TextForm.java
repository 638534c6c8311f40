package dev.sigwatch.job.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Text in Flink's lossless form: its length plus one, then its characters, each in groups of 7 bits, the lowest first. Of ASCII,
 * which nearly all our text is, that is a byte each, so that it need not be taken character by character: an event has some thirty
 * texts, and is written and read twice.
 */
final class TextForm {
    private static final int MORE = 0x80;

    private TextForm() {}

    static void write(String text, DataOutputView out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != text.length() || mayBeReplaced(bytes)) {
            StringValue.writeString(text, out);
            return;
        }
        int length = bytes.length + 1;
        while (length >= MORE) {
            out.write(length | MORE);
            length >>>= 7;
        }
        out.write(length);
        out.write(bytes);
    }

    /** Half a surrogate pair, which UTF-8 cannot express, becomes a question mark. */
    private static boolean mayBeReplaced(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '?') {
                return true;
            }
        }
        return false;
    }

    static String read(DataInputView in) throws IOException {
        int length = group(in.readUnsignedByte(), in) - 1;
        if (length < 0) {
            throw new IOException("no text where there must be one");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return characters(bytes, in);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Some characters take several bytes, so that what was read is not all of them. */
    private static String characters(byte[] first, DataInputView in) throws IOException {
        char[] characters = new char[first.length];
        int next = 0;
        for (int i = 0; i < characters.length; i++) {
            int character = 0;
            int shift = 0;
            int group;
            do {
                group = next < first.length ? first[next++] & 0xff : in.readUnsignedByte();
                character |= (group & 0x7f) << shift;
                shift += 7;
            } while (group >= MORE);
            characters[i] = (char) character;
        }
        return new String(characters);
    }

    private static int group(int first, DataInputView in) throws IOException {
        int value = first & 0x7f;
        int shift = 7;
        for (int group = first; group >= MORE; shift += 7) {
            group = in.readUnsignedByte();
            value |= (group & 0x7f) << shift;
        }
        return value;
    }
}
