package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.atproto.syntax.Datetime;
import dev.sigwatch.atproto.syntax.Did;

/**
 * What a text has to be.
 *
 * @see <a href="https://atproto.com/specs/lexicon#string-formats">String formats</a>
 */
enum TextFormat {
    ANY("text"),
    DATETIME("a datetime"),
    DID("a DID"),
    AT_URI("an at-uri"),
    URI("a URI"),
    /** Not one of Lexicon's, but what a storage service was named by before it had a DID, which is a URI as well. */
    URL("a URL");

    /** The Lexicon specification's limit for URIs, in bytes. */
    private static final int MAX_URI = 8_192;

    private final String article;

    TextFormat(String article) {
        this.article = article;
    }

    /** What it is called, with its article. */
    String article() {
        return article;
    }

    boolean fits(String text) {
        return switch (this) {
            case ANY -> true;
            case DATETIME -> Datetime.tryParse(text).isPresent();
            case DID -> Did.tryParse(text).isPresent();
            case AT_URI -> AtUri.tryParse(text).isPresent();
            case URI -> isUri(text);
            case URL -> isUri(text) && (text.startsWith("https://") || text.startsWith("http://"));
        };
    }

    /** Whether a text has more bytes of UTF-8; half a surrogate pair counts as three. */
    static boolean isLonger(String text, int maxBytes) {
        int length = text.length();
        if (length > maxBytes) {
            return true;
        }
        if (length <= maxBytes / 3) {
            return false;
        }
        int bytes = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes > maxBytes;
    }

    /** A scheme and something after it, without white space: Lexicon asks for no more. */
    private static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (isLonger(text, MAX_URI) || colon < 1 || colon == text.length() - 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isOfScheme = (c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0));
            if (c <= ' ' || c == 0x7f || (i < colon && !isOfScheme)) {
                return false;
            }
        }
        return true;
    }
}
