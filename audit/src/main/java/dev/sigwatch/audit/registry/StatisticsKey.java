package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.cid.Base32;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Statistics are under a key made of the account and repository they count: base32 of the first 16 bytes of the SHA-256 of both. Which
 * base32 is not written anywhere; both of RFC 4648 are taken, in either case.
 */
final class StatisticsKey implements RecordCheck {
    private static final int KEY_BYTES = 16;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String HEX_ALPHABET = "0123456789abcdefghijklmnopqrstuv";

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        String owner = record.text("ownerDid");
        String repository = record.text("repository");
        if (!record.isIn(Nsids.STATS) || owner.isEmpty() || repository.isEmpty()) {
            return;
        }
        String expected = key(owner, repository);
        String key = record.rkey().toLowerCase(Locale.ROOT);
        if (!key.equals(expected) && !key.equals(inHexAlphabet(expected))) {
            findings.accept(
                    FindingCode.STATS_KEY.found("key " + Quoted.text(record.rkey()) + ", expected " + expected));
        }
    }

    static String key(String owner, String repository) {
        byte[] name = (owner + '/' + repository).getBytes(StandardCharsets.UTF_8);
        return Base32.encode(Arrays.copyOf(new Sha256().hash(name, 0, name.length), KEY_BYTES));
    }

    private static String inHexAlphabet(String base32) {
        StringBuilder hex = new StringBuilder(base32.length());
        base32.chars().forEach(c -> hex.append(HEX_ALPHABET.charAt(ALPHABET.indexOf(c))));
        return hex.toString();
    }
}
