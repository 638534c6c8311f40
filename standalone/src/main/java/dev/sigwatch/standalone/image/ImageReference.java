package dev.sigwatch.standalone.image;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a person names an image, read.
 *
 * @param account DID or handle of the publisher, empty where only a digest was given
 * @param repository empty where only a digest or a record was given
 * @param tag empty where a digest was given
 * @param digest {@code sha256:} and 64 hex digits, empty where a tag was given
 * @param rkey of a tag's record that was named itself, empty otherwise
 */
public record ImageReference(String account, String repository, String tag, String digest, String rkey) {
    /** What an answer to bad usage shows. */
    public static final String FORMS =
            "HOST/ACCOUNT/REPOSITORY[:TAG][@sha256:…], ACCOUNT/REPOSITORY:TAG, a digest, or at://DID/io.atcr.…/KEY";

    /** As container tools have it: a name without tag and digest means this tag. */
    public static final String USUAL_TAG = "latest";

    /** Far longer than any name: a name of 255 bytes, a tag of 128 and a digest, behind the longest DID. */
    private static final int MAX_LENGTH = 4_096;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    /** OCI distribution specification: names, with no limit on upper case being wrong elsewhere. */
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    /** A registry's host: one that is known by its name, one with a port, or whatever stands before a DID. */
    private static final Pattern REGISTRY =
            Pattern.compile("(?:atcr\\.io|(?!did:)[A-Za-z0-9.-]+:\\d{1,5}|[A-Za-z0-9.-]+(?=/did:))/(?<rest>.+)");

    private static final String SHA256 = "sha256:";

    /** Reads a reference; empty if it is none of {@link #FORMS}. */
    public static Optional<ImageReference> tryParse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.startsWith("at://")) {
            return ofUri(text);
        }
        String bare = text.startsWith(SHA256) ? text.substring(SHA256.length()) : text;
        if (HEX.matcher(bare).matches()) {
            return Optional.of(new ImageReference("", "", "", SHA256 + bare, ""));
        }
        Matcher registry = REGISTRY.matcher(text);
        return ofName(registry.matches() ? registry.group("rest") : text);
    }

    /** Whether only a digest was given: anybody may have published it. */
    public boolean isDigestOnly() {
        return account.isEmpty();
    }

    /** Whether the publisher is named by the DID. */
    public boolean isByDid() {
        return account.startsWith("did:");
    }

    /** As it is written, without the registry's host. */
    public String text() {
        if (isDigestOnly()) {
            return digest;
        }
        if (repository.isEmpty()) {
            return rkey.isEmpty() ? account + "@" + digest : "at://" + account + "/io.atcr.tag/" + rkey;
        }
        return account + "/" + repository + (digest.isEmpty() ? ":" + tag : "@" + digest);
    }

    private static Optional<ImageReference> ofUri(String text) {
        AtUri uri = AtUri.tryParse(text).orElse(null);
        if (uri == null || uri.did().isEmpty() || uri.collection() == null || uri.rkey() == null) {
            return Optional.empty();
        }
        String did = uri.did().get().value();
        String rkey = uri.rkey().value();
        return switch (uri.collection().value()) {
            case "io.atcr.manifest" ->
                HEX.matcher(rkey).matches()
                        ? Optional.of(new ImageReference(did, "", "", SHA256 + rkey, ""))
                        : Optional.empty();
            case "io.atcr.tag" -> Optional.of(new ImageReference(did, "", "", "", rkey));
            default -> Optional.empty();
        };
    }

    private static Optional<ImageReference> ofName(String text) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        String digest = at < 0 ? "" : text.substring(at + 1);
        if (at >= 0
                && !(digest.startsWith(SHA256)
                        && HEX.matcher(digest.substring(SHA256.length())).matches())) {
            return Optional.empty();
        }
        int slash = name.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String account = name.substring(0, slash);
        boolean isAccount = account.startsWith("did:")
                ? Did.tryParse(account).isPresent()
                : Handle.tryParse(account).isPresent();
        String path = name.substring(slash + 1);
        int colon = path.indexOf(':');
        String repository = colon < 0 ? path : path.substring(0, colon);
        String tag = colon < 0 ? USUAL_TAG : path.substring(colon + 1);
        if (!isAccount
                || !REPOSITORY.matcher(repository).matches()
                || !TAG.matcher(tag).matches()) {
            return Optional.empty();
        }
        String written = account.startsWith("did:")
                ? account
                : Handle.parse(account).normalized().value();
        return Optional.of(new ImageReference(written, repository, digest.isEmpty() ? tag : "", digest, ""));
    }
}
