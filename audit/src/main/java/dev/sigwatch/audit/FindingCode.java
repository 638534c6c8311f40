package dev.sigwatch.audit;

import static dev.sigwatch.audit.Effect.MALFORMED;
import static dev.sigwatch.audit.Effect.NOTE;
import static dev.sigwatch.audit.Effect.UNPROVEN;
import static dev.sigwatch.audit.Effect.VIOLATION;
import static dev.sigwatch.audit.Line.CHAIN;
import static dev.sigwatch.audit.Line.NONE;
import static dev.sigwatch.audit.Line.SIGNATURE;
import static dev.sigwatch.audit.Line.TREE;
import static dev.sigwatch.audit.Severity.ALERT;
import static dev.sigwatch.audit.Severity.ERROR;
import static dev.sigwatch.audit.Severity.INFO;
import static dev.sigwatch.audit.Severity.WARN;

/** Everything that can be found. The names are a public interface: table values, metric labels and rows of docs/findings.md. */
public enum FindingCode {
    OK_FIRST_COMMIT(NONE, NOTE, INFO, "First commit of a repository: it names no predecessor."),
    OK_EMPTY_COMMIT(NONE, NOTE, INFO, "A commit without operations."),
    OK_DUPLICATE(NONE, NOTE, INFO, "The same commit had been verified before."),
    OK_AFTER_IDENTITY_REFRESH(NONE, NOTE, INFO, "Verifies under a key that was published after the key we held."),

    FRAME_MALFORMED(NONE, MALFORMED, ERROR, "The frame is not two CBOR maps."),
    FRAME_TOO_LARGE(NONE, MALFORMED, ERROR, "The frame is longer than 5,000,000 bytes and was not read."),
    FRAME_UNKNOWN_OP(NONE, NOTE, INFO, "The frame's header has an op this version does not know."),
    FRAME_UNKNOWN_TYPE(NONE, NOTE, INFO, "The frame's header has a message type this version does not know."),
    STREAM_ERROR_FRAME(NONE, NOTE, WARN, "The host sent an error frame and closes the stream."),
    SEQ_REGRESSION(CHAIN, VIOLATION, ERROR, "The sequence number is not above one sent before on the same connection."),
    DEPRECATED_EVENT(NONE, NOTE, INFO, "A message type removed from the protocol; it changes nothing."),
    DEPRECATED_FLAG(NONE, NOTE, WARN, "A commit with the removed flag tooBig or rebase set."),

    ENVELOPE_FIELD_MISSING(NONE, MALFORMED, ERROR, "A required field of the message is absent."),
    ENVELOPE_SYNTAX(NONE, MALFORMED, ERROR, "A field of the message has the wrong type or syntax."),
    ENVELOPE_NONCANONICAL(NONE, NOTE, WARN, "The message is readable but not canonical CBOR; it was read leniently."),
    ENVELOPE_COMMIT_MISMATCH(
            SIGNATURE, VIOLATION, ALERT, "The signed commit names another DID or revision than the message."),
    SYNC_REV_MISMATCH(
            NONE, NOTE, INFO, "A #sync announces another revision than its commit's; hosts do so after an import."),
    SIZE_LIMIT_BLOCKS(TREE, VIOLATION, ERROR, "The blocks of the message exceed the protocol's limit."),
    SIZE_LIMIT_OPS(TREE, VIOLATION, ERROR, "The commit lists more than 200 operations."),
    SIZE_LIMIT_RECORD(TREE, VIOLATION, ERROR, "A record block exceeds the protocol's limit."),

    CAR_MALFORMED(NONE, MALFORMED, ERROR, "The blocks are not a CAR version 1 archive."),
    CAR_HASH_MISMATCH(TREE, VIOLATION, ALERT, "A block's bytes do not hash to its CID."),
    COMMIT_CID_MISMATCH(SIGNATURE, VIOLATION, ERROR, "The message's commit is not the first root of its blocks."),
    COMMIT_BLOCK_MISSING(SIGNATURE, VIOLATION, ERROR, "The commit block is not among the blocks."),

    COMMIT_UNREADABLE(SIGNATURE, MALFORMED, ERROR, "The commit block is not a CBOR map."),
    CBOR_NONCANONICAL(
            SIGNATURE, VIOLATION, ERROR, "The commit block is not canonical: a re-encoded copy of somebody's commit."),
    COMMIT_VERSION(SIGNATURE, VIOLATION, ERROR, "The commit's version is neither 2 nor 3."),
    COMMIT_V2(SIGNATURE, VIOLATION, ERROR, "A version 2 commit in a live event."),
    COMMIT_FIELD(SIGNATURE, VIOLATION, ERROR, "A field of the commit is absent or has the wrong type."),
    COMMIT_UNKNOWN_FIELDS(SIGNATURE, VIOLATION, ERROR, "The commit has fields beyond the six of version 3."),
    SIG_FORMAT_LENGTH(SIGNATURE, VIOLATION, ERROR, "The signature is not 64 bytes."),
    SIG_FORMAT_DER(SIGNATURE, VIOLATION, ERROR, "The signature is DER-encoded."),
    SIG_HIGH_S(SIGNATURE, VIOLATION, ERROR, "The signature is the high-S twin of a valid one."),
    SIG_RETIRED_KEY(
            SIGNATURE,
            UNPROVEN,
            WARN,
            "Verifies only under a key the DID used before; when it was signed is unproven."),
    SIG_UNKNOWN_KEY(SIGNATURE, VIOLATION, ALERT, "The signature verifies under no key published for the DID."),

    REV_SYNTAX(SIGNATURE, VIOLATION, ERROR, "The commit's revision is not a TID."),
    REV_REPLAY(CHAIN, VIOLATION, ERROR, "The revision is not above the last one verified from this host."),
    REV_FUTURE(CHAIN, VIOLATION, ERROR, "The revision lies more than 5 minutes after the frame's arrival."),

    RECORD_MISSING_BLOCK(TREE, VIOLATION, ERROR, "A created or updated record is not among the blocks."),
    RECORD_CBOR(NONE, NOTE, WARN, "A registry record's block is not CBOR."),

    IDENTITY_NOT_FOUND(
            SIGNATURE, UNPROVEN, WARN, "The directory knows no such DID, so there is no key to check against."),
    IDENTITY_TRANSIENT(SIGNATURE, UNPROVEN, WARN, "No usable answer about the DID arrived in time."),
    IDENTITY_NO_KEY(SIGNATURE, UNPROVEN, WARN, "The DID document holds no usable signing key."),
    IDENTITY_NO_PDS(NONE, NOTE, WARN, "The DID document names no personal data server."),
    KEY_UNSUPPORTED(SIGNATURE, UNPROVEN, WARN, "The DID document's signing key is of an unsupported kind."),
    DIDDOC_ID_MISMATCH(SIGNATURE, UNPROVEN, ERROR, "The document served for the DID is about another DID."),
    DIDDOC_MALFORMED(SIGNATURE, UNPROVEN, ERROR, "The document served for the DID cannot be read."),
    DIDDOC_AMBIGUOUS(NONE, NOTE, WARN, "Readers of the DID document disagree about its signing key.");

    private final Line line;
    private final Effect effect;
    private final Severity severity;
    private final String sentence;

    FindingCode(Line line, Effect effect, Severity severity, String sentence) {
        this.line = line;
        this.effect = effect;
        this.severity = severity;
        this.sentence = sentence;
    }

    /** The line of proof it bears on. */
    public Line line() {
        return line;
    }

    /** What it does to the verdict. */
    public Effect effect() {
        return effect;
    }

    /** How much attention it deserves. */
    public Severity severity() {
        return severity;
    }

    /** One sentence for people. */
    public String sentence() {
        return sentence;
    }

    /** The finding without a detail. */
    public Finding found() {
        return new Finding(this, "");
    }

    /** The finding with what exactly was found: a field, a CID, a number. */
    public Finding found(String detail) {
        return new Finding(this, detail);
    }
}
