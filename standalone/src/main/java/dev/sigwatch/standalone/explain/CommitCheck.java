package dev.sigwatch.standalone.explain;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.standalone.redact.RedactedEvidence;
import java.util.ArrayList;
import java.util.List;

/** Signatures of commits verified again, from evidence. */
public final class CommitCheck {
    private CommitCheck() {}

    /**
     * Verifies again.
     *
     * @param kind of the evidence
     * @param body its bytes
     * @param key did:key the commit was judged by, empty if none
     * @return a line for each commit in it, empty if there is none
     */
    public static List<String> of(String kind, byte[] body, String key, SignatureVerifier verifier) {
        try {
            return switch (kind) {
                case "commit-block" -> List.of(line(body, 0, body.length, key, verifier));
                case "frame" -> frame(body, key, verifier);
                case RedactedEvidence.KIND -> body.length == 0 ? List.of() : roots(body, key, verifier);
                case "equivocation" -> roots(body, key, verifier);
                default -> List.of();
            };
        } catch (MalformedException e) {
            return List.of("a message that cannot be read, as it was judged: " + e.rule());
        }
    }

    private static List<String> frame(byte[] body, String key, SignatureVerifier verifier) {
        if (FrameDecoder.decode(body).event() instanceof RepoEvent.Commit commit) {
            Slice blocks = commit.blocks();
            Car car = Car.read(blocks.buf(), blocks.offset(), blocks.length());
            Slice block = car.block(commit.commit()).orElse(null);
            return block == null
                    ? List.of("a message without the commit it announces")
                    : List.of(line(block.buf(), block.offset(), block.length(), key, verifier));
        }
        return List.of();
    }

    private static List<String> roots(byte[] body, String key, SignatureVerifier verifier) {
        Car car = Car.read(body);
        List<String> lines = new ArrayList<>();
        for (Cid root : car.roots()) {
            car.block(root)
                    .ifPresent(block -> lines.add(line(block.buf(), block.offset(), block.length(), key, verifier)));
        }
        return lines;
    }

    private static String line(byte[] buffer, int offset, int length, String key, SignatureVerifier verifier) {
        Commit commit = CommitReader.read(buffer, offset, length).commit();
        if (commit == null) {
            return "a commit that cannot be read, as it was judged";
        }
        String name = "commit of revision " + commit.rev().value() + ", tree " + commit.data();
        if (key.isEmpty()) {
            return name + ": no key was known to check it by";
        }
        try {
            boolean holds = verifier.verify(PublicKey.parseDidKey(key), commit.digest(), commit.signature());
            return name + ": its signature " + (holds ? "holds" : "does NOT hold") + " under " + key;
        } catch (MalformedException e) {
            return name + ": its key cannot be read: " + e.rule();
        }
    }
}
