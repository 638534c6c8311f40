package dev.sigwatch.audit;

import static dev.sigwatch.audit.Effect.MALFORMED;
import static dev.sigwatch.audit.Effect.NOTE;
import static dev.sigwatch.audit.Effect.UNPROVEN;
import static dev.sigwatch.audit.Effect.VIOLATION;
import static dev.sigwatch.audit.Line.CHAIN;
import static dev.sigwatch.audit.Line.IDENTITY;
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
    OK_AFTER_RESYNC(NONE, NOTE, INFO, "Follows on a full export of the repository, not on a commit seen before."),

    FRAME_MALFORMED(NONE, MALFORMED, ERROR, "The frame is not two CBOR maps."),
    FRAME_TOO_LARGE(NONE, MALFORMED, ERROR, "The frame is longer than 5,000,000 bytes and was not read."),
    FRAME_UNKNOWN_OP(NONE, NOTE, INFO, "The frame's header has an op this version does not know."),
    FRAME_UNKNOWN_TYPE(NONE, NOTE, INFO, "The frame's header has a message type this version does not know."),
    STREAM_ERROR_FRAME(NONE, NOTE, WARN, "The host sent an error frame and closes the stream."),
    SEQ_WINDOW_LOST(NONE, NOTE, WARN, "The host no longer has all frames since the cursor; some were never seen."),
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
    OK_RETIRED_KEY_IN_GRACE(
            NONE, NOTE, INFO, "Verifies under a key replaced moments before; commits on their way may still carry it."),
    SIG_KEY_NOT_YET_PUBLISHED(
            NONE, NOTE, WARN, "Verifies under a key that the directory took in only after the commit had arrived."),
    SIG_RETIRED_KEY(
            SIGNATURE,
            VIOLATION,
            ALERT,
            "Verifies only under a key that had been replaced when the commit says it was made."),
    SIG_RETIRED_KEY_UNDATED(
            SIGNATURE,
            UNPROVEN,
            WARN,
            "Verifies only under a key the DID used before; whether it was signed while the key was in use is unproven."),
    SIG_NULLIFIED_KEY(
            SIGNATURE,
            VIOLATION,
            ALERT,
            "Verifies only under a key whose operation was undone by a stronger rotation key within 72 hours."),
    SIG_WRONG_PURPOSE_KEY(
            SIGNATURE,
            VIOLATION,
            ALERT,
            "Verifies only under a key of the DID that is not its signing key for commits."),
    HOST_NOT_AUTHORITATIVE(
            NONE, NOTE, WARN, "A server sends commits of an account that its DID document places on another."),
    SIG_UNKNOWN_KEY(SIGNATURE, VIOLATION, ALERT, "The signature verifies under no key published for the DID."),

    REV_SYNTAX(SIGNATURE, VIOLATION, ERROR, "The commit's revision is not a TID."),
    REV_REPLAY(CHAIN, VIOLATION, ERROR, "The revision is not above the last one seen from this host."),
    REV_FUTURE(CHAIN, VIOLATION, ERROR, "The revision lies more than 5 minutes after the frame's arrival."),
    REV_BEHIND(CHAIN, UNPROVEN, INFO, "An old commit from a host that lags further behind than is remembered."),
    EQUIVOCATION_SAME_REV(
            CHAIN,
            VIOLATION,
            ALERT,
            "Two validly signed commits of one revision with different trees: the account's host lied."),
    RESIGNED_SAME_REV(NONE, NOTE, WARN, "Another signature over the same revision and tree as before."),
    EXPORT_ROLLBACK(CHAIN, VIOLATION, ALERT, "The host exports an older commit than one it had signed before."),

    MST_NODE_SCHEMA(TREE, VIOLATION, ERROR, "A tree node is not canonical or has not the fields of a node."),
    MST_PREFIX(TREE, VIOLATION, ERROR, "A tree node's prefix length is beyond the key before, or not the longest."),
    MST_KEY_ORDER(TREE, VIOLATION, ERROR, "A tree node's keys do not strictly increase."),
    MST_KEY_SYNTAX(TREE, VIOLATION, ERROR, "A key of the tree is not a repository path."),
    MST_DEPTH(TREE, VIOLATION, ERROR, "A key lies in another layer of the tree than its hash says."),
    MST_RANGE(TREE, VIOLATION, ERROR, "A key lies outside the range that its subtree spans."),
    MST_EMPTY_NODE(TREE, VIOLATION, ERROR, "A node without keys where there must be none."),
    MST_POINTER_ROOT(TREE, VIOLATION, ERROR, "The root has no keys and only points on."),
    MST_LIMIT(TREE, VIOLATION, ERROR, "The tree is larger or deeper than any honest one."),
    PROOF_INCOMPLETE(TREE, UNPROVEN, WARN, "A tree node that the proof needs is not among the blocks."),
    PROOF_ROOT_MISSING(TREE, UNPROVEN, WARN, "The root of the tree is not among the blocks."),
    EXPORT_ROOT_MISMATCH(
            TREE, VIOLATION, ALERT, "The tree rebuilt from the export's records has another root than was signed."),

    OPS_SHAPE(TREE, VIOLATION, ERROR, "An operation has a CID it must not have, or lacks one it must have."),
    OPS_DUP_PATH(TREE, VIOLATION, WARN, "Two operations of one commit name the same record."),
    OPS_NOOP_UPDATE(NONE, NOTE, WARN, "An update to the value the record had before."),
    OPS_NOT_IN_TREE(TREE, VIOLATION, ALERT, "A record said to be written is not in the signed tree."),
    OPS_STILL_IN_TREE(TREE, VIOLATION, ALERT, "A record said to be deleted is still in the signed tree."),
    INVERSION_MISMATCH(
            TREE, VIOLATION, ALERT, "The operations undone do not lead to the tree the commit says it followed."),
    INVERSION_VALUE_CONFLICT(TREE, VIOLATION, ALERT, "An operation cannot be undone: the tree contradicts it."),
    INVERSION_UNVERIFIABLE(
            TREE, UNPROVEN, WARN, "The message lacks prevData or a previous CID: its operations cannot be undone."),

    CHAIN_UNANCHORED(
            CHAIN, UNPROVEN, INFO, "No tree before this commit was proven, so that nothing was skipped is not known."),
    CHAIN_GAP(CHAIN, UNPROVEN, WARN, "Commits between this one and the last one seen are missing."),
    CHAIN_NETZERO_GAP(CHAIN, UNPROVEN, WARN, "Commits are missing before this one that together changed nothing."),
    CHAIN_FORK(
            CHAIN,
            VIOLATION,
            ALERT,
            "The commit continues a history that leaves out, or contradicts, a commit signed before."),
    SYNC_RESET(CHAIN, UNPROVEN, WARN, "The account's state was announced anew, without what led to it."),
    RESYNC_FAILED(CHAIN, UNPROVEN, WARN, "The repository's export could not be had or not be used."),
    RECORD_VANISHED(NONE, NOTE, ALERT, "A record is gone, and no operation seen deleted it."),
    RECORD_CHANGED_SILENTLY(NONE, NOTE, ALERT, "A record has another value, and no operation seen wrote it."),
    ACCOUNT_INACTIVE(NONE, NOTE, WARN, "The host says that the account is not active, and a commit came all the same."),

    RECORD_MISSING_BLOCK(TREE, VIOLATION, ERROR, "A created or updated record is not among the blocks."),
    RECORD_CBOR(NONE, NOTE, WARN, "A registry record's block is not CBOR."),
    RECORD_DATA_MODEL(NONE, NOTE, WARN, "A registry record breaks the data model, such as by a floating point number."),
    RECORD_CID_UNSUPPORTED(TREE, UNPROVEN, WARN, "The tree names a record by a kind of CID that cannot be checked."),

    TYPE_MISMATCH(NONE, NOTE, ERROR, "A record's $type is not its collection: an honest server refuses that."),
    SCHEMA_INVALID(
            NONE,
            NOTE,
            WARN,
            "A registry record fits the schema of no era: a field is missing, too long or of the wrong type."),
    RKEY_DIGEST(NONE, NOTE, ERROR, "The record's key is a digest, but not the one the record names."),
    RKEY_SHAPE(NONE, NOTE, INFO, "The record's key does not have the shape that registry records have."),
    DIGEST_BLOB(NONE, NOTE, ALERT, "The digest is not that of the manifest's bytes, which the record points to."),
    DIGEST_GRAMMAR(NONE, NOTE, WARN, "A digest is not sha256: and 64 lower-case hexadecimal digits."),
    BLOB_SHAPE(NONE, NOTE, INFO, "The manifest's blob has an unlikely size, or another media type than the record."),
    KIND_MIX(NONE, NOTE, WARN, "A manifest with the parts of an index, an index with those of a manifest, or neither."),
    UNBOUND(
            NONE,
            NOTE,
            INFO,
            "A record of an old form without its bytes: the digest is asserted, and nothing binds it."),
    NO_HOLD(NONE, NOTE, WARN, "The record names no usable storage service."),
    TAG_NO_TARGET(NONE, NOTE, ERROR, "A tag points to nothing."),
    TAG_CONFLICT(NONE, NOTE, ERROR, "A tag's two pointers name different things, or one is not a manifest."),
    TAG_FOREIGN(NONE, NOTE, ERROR, "A tag points to a manifest of another account."),
    TAG_GRAMMAR(NONE, NOTE, INFO, "A tag, a repository or its key is not as registries write them."),
    TAG_DANGLING(NONE, NOTE, ERROR, "A tag points to a manifest that is not there."),
    TAG_MOVED(NONE, NOTE, INFO, "A tag points to another image than before."),
    TAG_ROLLBACK(NONE, NOTE, WARN, "A tag points again to an image that it had been moved away from."),
    SLOT_REUSED(NONE, NOTE, WARN, "One key's record is about another repository or tag than before."),
    MANIFEST_MUTATED(NONE, NOTE, ERROR, "A manifest was changed in what its digest should keep as it is."),
    MANIFEST_DELETED(NONE, NOTE, INFO, "A manifest was deleted."),
    MANIFEST_RECREATED(
            NONE,
            NOTE,
            WARN,
            "A manifest was deleted and came back with other contents or on another storage service."),
    HOLD_CHANGED(
            NONE,
            NOTE,
            INFO,
            "A manifest moved to another storage service, or is on another than the account's own choice."),
    CHILD_MISSING(NONE, NOTE, WARN, "An index lists a manifest that the account does not have."),
    CHILD_SIZE(NONE, NOTE, WARN, "An index describes a manifest otherwise than the manifest's own record."),
    SUBJECT_MISSING(
            NONE, NOTE, INFO, "An artifact is about a manifest that the account does not have, which is legal."),
    TIME_SKEW(NONE, NOTE, INFO, "A time in the record is in the future, before its age, or far from its commit's."),
    DIGEST_SHARED(
            NONE,
            NOTE,
            INFO,
            "Another account had published the same digest before; found across accounts, in table images."),
    LAYER_CLAIM(
            NONE, NOTE, WARN, "A storage service's record about a layer or scan contradicts itself about whose it is."),
    STATS_KEY(NONE, NOTE, INFO, "A statistics record's key is not that of the account and repository it counts."),
    COUNTS(NONE, NOTE, INFO, "Counts fall, or a sum is less than its parts."),
    CREW_ESCALATION(
            NONE,
            NOTE,
            WARN,
            "Somebody may write to a storage service who could not before, or its owner or openness changed."),
    FLOOD(NONE, NOTE, WARN, "An account writes more registry records in a minute than any registry client does."),
    PUBLISHER_FIRST_SEEN(NONE, NOTE, INFO, "The account's first image record."),
    REPOSITORY_FIRST_SEEN(NONE, NOTE, INFO, "The account's first image in this repository."),
    HOLD_FIRST_SEEN(NONE, NOTE, INFO, "The account's first image on this storage service."),

    IDENTITY_NOT_FOUND(
            SIGNATURE, UNPROVEN, WARN, "The directory knows no such DID, so there is no key to check against."),
    IDENTITY_TRANSIENT(SIGNATURE, UNPROVEN, WARN, "No usable answer about the DID arrived in time."),
    IDENTITY_NO_KEY(SIGNATURE, UNPROVEN, WARN, "The DID document holds no usable signing key."),
    IDENTITY_NO_PDS(NONE, NOTE, WARN, "The DID document names no personal data server."),
    KEY_UNSUPPORTED(SIGNATURE, UNPROVEN, WARN, "The DID document's signing key is of an unsupported kind."),
    DIDDOC_ID_MISMATCH(SIGNATURE, UNPROVEN, ERROR, "The document served for the DID is about another DID."),
    DIDDOC_MALFORMED(SIGNATURE, UNPROVEN, ERROR, "The document served for the DID cannot be read."),
    DIDDOC_AMBIGUOUS(NONE, NOTE, WARN, "Readers of the DID document disagree about its signing key."),
    IDENTITY_TOMBSTONED(SIGNATURE, UNPROVEN, WARN, "The DID was given up by a tombstone, so no key is in force."),
    HANDLE_UNVERIFIED(NONE, NOTE, INFO, "The handle's domain does not name this DID, or names several."),

    PLC_LOG_MALFORMED(IDENTITY, MALFORMED, ERROR, "The directory's log of the DID cannot be read."),
    PLC_GENESIS_HASH(IDENTITY, VIOLATION, ALERT, "The first operation does not hash to the DID."),
    PLC_CID_MISMATCH(IDENTITY, VIOLATION, ALERT, "An operation does not hash to the CID it is served under."),
    PLC_PREV_UNKNOWN(IDENTITY, VIOLATION, ALERT, "An operation follows one that the log does not hold."),
    PLC_PREV_NULLIFIED(IDENTITY, VIOLATION, ALERT, "An operation follows one that had been undone."),
    PLC_SIG_INVALID(IDENTITY, VIOLATION, ALERT, "No rotation key that may sign at that place signed the operation."),
    PLC_SIG_ENCODING(
            IDENTITY, VIOLATION, ERROR, "The operation's signature is not strict base64url of 64 bytes with a low S."),
    PLC_FIELDS(IDENTITY, VIOLATION, ERROR, "An operation lacks a field, or has one of the wrong type."),
    PLC_UNKNOWN_FIELDS(IDENTITY, VIOLATION, ERROR, "An operation has a field its type does not have."),
    PLC_LATE_RECOVERY(
            IDENTITY, VIOLATION, ALERT, "A recovery displaces an operation more than 72 hours after it was taken."),
    PLC_TIME_ORDER(IDENTITY, VIOLATION, ERROR, "The directory's times do not increase along the log."),
    PLC_AFTER_TOMBSTONE(IDENTITY, VIOLATION, ALERT, "An operation follows a tombstone."),
    PLC_NULLIFIED_FLAG(
            IDENTITY, VIOLATION, ERROR, "The directory's nullified flag is not what replaying the log gives."),
    PLC_SOFT_LIMIT(
            IDENTITY, NOTE, WARN, "An operation breaks a limit of the specification that the directory does not hold."),
    PLC_LOG_REWRITTEN(
            IDENTITY,
            VIOLATION,
            ALERT,
            "The directory drops, alters or reorders operations that it had served before."),
    PLC_DOC_DIVERGES(
            IDENTITY, VIOLATION, ALERT, "The document the directory serves is not the one its log of the DID gives."),
    PLC_DIRECTORIES_DISAGREE(
            IDENTITY, VIOLATION, ALERT, "Two directories tell different histories of the DID, beyond the usual delay."),
    PLC_FEED_ORDER(IDENTITY, VIOLATION, ERROR, "The directory's export feed has lines out of order, or not readable."),

    KEY_ROTATED(IDENTITY, NOTE, WARN, "The DID has another signing key."),
    ROTATION_KEYS_CHANGED(IDENTITY, NOTE, WARN, "The keys that control the DID were added to, removed or reordered."),
    PDS_MOVED(IDENTITY, NOTE, WARN, "The account moved to another server."),
    HANDLE_CHANGED(IDENTITY, NOTE, INFO, "The DID claims another handle."),
    PLC_NULLIFICATION(IDENTITY, NOTE, ALERT, "A recovery undid operations taken before."),
    PLC_TOMBSTONE(IDENTITY, NOTE, WARN, "The DID was given up."),
    DIDWEB_CHANGED(
            IDENTITY, NOTE, WARN, "The did:web document has another key or server; nothing proves who changed it."),
    DIDWEB_REDIRECT(IDENTITY, NOTE, WARN, "The did:web host redirects, which the method forbids."),
    DIDWEB_FLIPFLOP(IDENTITY, NOTE, ALERT, "The did:web document changed to another and back.");

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
