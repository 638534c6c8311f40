package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/** Makes the records that a storage service keeps about itself and the images of others. */
final class HoldRecords {
    static final String CAPTAIN = "io.atcr.hold.captain";
    static final String CREW = "io.atcr.hold.crew";
    static final String LAYER = "io.atcr.hold.layer";
    static final String STATS = "io.atcr.hold.stats";
    static final String SCAN = "io.atcr.hold.scan";

    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_OF_DIGIT = 5;
    private static final int KEY_BYTES = 16;

    private HoldRecords() {}

    static Write captain(Did owner, boolean isPublic, String deployedAt) {
        return Write.put(
                CAPTAIN + "/self",
                CborValue.of(Map.of(
                        "$type", CborValue.of(CAPTAIN),
                        "owner", CborValue.of(owner.value()),
                        "public", CborValue.of(isPublic),
                        "allowAllCrew", CborValue.of(false),
                        "enableBlueskyPosts", CborValue.of(false),
                        "deployedAt", CborValue.of(deployedAt))));
    }

    static Write crew(String rkey, Did member, List<String> permissions, String addedAt) {
        return Write.put(
                CREW + "/" + rkey,
                CborValue.of(Map.of(
                        "$type", CborValue.of(CREW),
                        "member", CborValue.of(member.value()),
                        "role", CborValue.of("write"),
                        "permissions",
                                CborValue.of(
                                        permissions.stream().map(CborValue::of).toList()),
                        "addedAt", CborValue.of(addedAt))));
    }

    /** @param named whom the record names as the image's owner */
    static Write layer(String rkey, Did owner, Did named, Image image, String createdAt) {
        return Write.put(
                LAYER + "/" + rkey,
                CborValue.of(Map.of(
                        "$type", CborValue.of(LAYER),
                        "digest", CborValue.of(image.digestOf("config")),
                        "size", CborValue.of(1_024),
                        "mediaType", CborValue.of("application/vnd.oci.image.config.v1+json"),
                        "manifest", CborValue.of(Records.uri(owner, image)),
                        "userDid", CborValue.of(named.value()),
                        "createdAt", CborValue.of(createdAt))));
    }

    static Write stats(String rkey, Did owner, String repository, int pulls, String updatedAt) {
        return Write.put(
                STATS + "/" + rkey,
                CborValue.of(Map.of(
                        "$type", CborValue.of(STATS),
                        "ownerDid", CborValue.of(owner.value()),
                        "repository", CborValue.of(repository),
                        "pullCount", CborValue.of(pulls),
                        "pushCount", CborValue.of(1),
                        "updatedAt", CborValue.of(updatedAt))));
    }

    /** @param total number of faults that the scan says it found; it found three */
    static Write scan(Did owner, Image image, int total, String scannedAt) {
        MapValue scan = CborValue.of(Map.of(
                "$type", CborValue.of(SCAN),
                "manifest", CborValue.of(Records.uri(owner, image)),
                "repository", CborValue.of(Scene.APP),
                "userDid", CborValue.of(owner.value()),
                "critical", CborValue.of(0),
                "high", CborValue.of(1),
                "medium", CborValue.of(2),
                "low", CborValue.of(0),
                "total", CborValue.of(total)));
        return Write.put(
                SCAN + "/" + image.hex(),
                scan.with("scannerVersion", CborValue.of("1.0"))
                        .with("scannedAt", CborValue.of(scannedAt))
                        .with("status", CborValue.of("ok")));
    }

    /** The key of an account's statistics: the first 16 bytes of a hash, in base 32 without padding. */
    static String statsKey(Did owner, String repository) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256")
                    .digest((owner.value() + "/" + repository).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < KEY_BYTES * Byte.SIZE; bit += BITS_OF_DIGIT) {
            int digit = 0;
            for (int i = bit; i < bit + BITS_OF_DIGIT; i++) {
                boolean isSet = i < KEY_BYTES * Byte.SIZE && (hash[i / Byte.SIZE] >> (7 - i % Byte.SIZE) & 1) == 1;
                digit = digit << 1 | (isSet ? 1 : 0);
            }
            key.append(BASE_32.charAt(digit));
        }
        return key.toString();
    }
}
