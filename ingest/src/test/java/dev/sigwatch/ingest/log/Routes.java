package dev.sigwatch.ingest.log;

import dev.sigwatch.atproto.stream.FrameRoute;
import java.nio.charset.StandardCharsets;

/** Frames as text, for tests that need routes only: {@code seq did [atcr] [anything]}; what is not so is unreadable. */
public final class Routes {
    private Routes() {}

    public static byte[] frame(long seq, String did, String rest) {
        return (seq + " " + did + " " + rest).getBytes(StandardCharsets.UTF_8);
    }

    public static FrameRoute peek(byte[] frame) {
        String[] words = new String(frame, StandardCharsets.UTF_8).split(" ", -1);
        if (words[0].equals("trip")) {
            throw new IllegalStateException("as a reader with a fault does");
        }
        if (words.length == 2 && words[0].equals("error")) {
            return new FrameRoute(true, -1, "", -1, "", 0, false);
        }
        if (words.length == 2 && words[0].equals("info")) {
            return new FrameRoute(true, 1, "#info", -1, "", 0, false);
        }
        if (words.length < 3 || !words[0].matches("[0-9]{1,16}")) {
            return new FrameRoute(false, 0, "", -1, "", 0, false);
        }
        long seq = Long.parseLong(words[0]);
        return new FrameRoute(true, 1, "#commit", seq, words[1], 1_000_000 * seq, words[2].startsWith("atcr"));
    }

    /** What an error or info frame of these tests says. */
    public static String name(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8).split(" ", -1)[1];
    }
}
