package dev.sigwatch.sink;

import dev.sigwatch.sink.row.RecordRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code record_rows} to be filled in as far as a test cares. */
public final class RecordDraft {
    private final String did;
    private final String collection;
    private String rkey = "";
    private String action = "create";
    private String recordCid = "";
    private String rev = "";
    private String repository = "";
    private String digest = "";
    private String tag = "";
    private String target = "";
    private String targetDid = "";
    private String before = "";
    private String verdict = "VERIFIED";
    private List<String> findings = List.of();
    private @Nullable Long claimed;
    private long receivedAt = Rows.TIME;
    private int partition;
    private long offset;
    private String origin = "frame";
    private String handle = "";
    private boolean handleVerified;
    private String policyResult = "none";
    private String policyHash = "";

    public RecordDraft(String did, String collection) {
        this.did = did;
        this.collection = collection;
    }

    /** A manifest under its digest, which is one letter over and over. */
    public static RecordDraft manifest(String did, String repository, char image) {
        RecordDraft draft = new RecordDraft(did, "io.atcr.manifest").key(hex(image));
        draft.repository = repository;
        draft.digest = digest(image);
        return draft;
    }

    /** A tag that points to such a manifest. */
    public static RecordDraft tag(String did, String repository, String tag, char image) {
        RecordDraft draft = new RecordDraft(did, "io.atcr.tag").key(repository + "_" + tag);
        draft.repository = repository;
        draft.tag = tag;
        draft.target = digest(image);
        draft.targetDid = did;
        return draft;
    }

    public static String digest(char image) {
        return "sha256:" + hex(image);
    }

    private static String hex(char image) {
        return String.valueOf(image).repeat(64);
    }

    public RecordDraft key(String value) {
        rkey = value;
        return this;
    }

    /** Without what the record said. */
    public RecordDraft gone(String value) {
        action = value;
        repository = "";
        tag = "";
        digest = "";
        target = "";
        targetDid = "";
        return this;
    }

    public RecordDraft action(String value) {
        action = value;
        return this;
    }

    public RecordDraft origin(String value) {
        origin = value;
        return this;
    }

    public RecordDraft verdict(String value) {
        verdict = value;
        return this;
    }

    public RecordDraft findings(String... codes) {
        findings = List.of(codes);
        return this;
    }

    public RecordDraft before(char image) {
        before = digest(image);
        return this;
    }

    public RecordDraft of(String otherDid) {
        targetDid = otherDid;
        return this;
    }

    public RecordDraft by(String name, boolean verified) {
        handle = name;
        handleVerified = verified;
        return this;
    }

    public RecordDraft policy(String result, String hash) {
        policyResult = result;
        policyHash = hash;
        return this;
    }

    public RecordDraft claiming(long time) {
        claimed = time;
        return this;
    }

    public RecordDraft rev(String value) {
        rev = value;
        return this;
    }

    /** When it came, in partition 0. */
    public RecordDraft at(long time, long place) {
        return at(time, 0, place);
    }

    /** When it came. */
    public RecordDraft at(long time, int in, long place) {
        receivedAt = time;
        partition = in;
        offset = place;
        return this;
    }

    /** With a record of its own: another one at every place. */
    public RecordDraft fresh() {
        recordCid = "bafy-record-" + partition + "-" + offset;
        return this;
    }

    public RecordRow row() {
        return new RecordRow(
                did,
                collection,
                rkey,
                action,
                recordCid,
                "",
                rev,
                rev.isEmpty() ? "" : "bafy-commit-" + rev,
                repository,
                digest,
                "",
                "",
                tag,
                "",
                "",
                claimed,
                receivedAt,
                verdict,
                findings,
                "",
                partition,
                offset,
                0,
                origin,
                "none",
                "",
                target,
                targetDid,
                before,
                "did:key:" + did,
                "bafy-op",
                handle,
                handleVerified,
                policyResult,
                "",
                0,
                "",
                policyHash,
                "");
    }
}
