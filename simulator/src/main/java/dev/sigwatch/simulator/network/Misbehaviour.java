package dev.sigwatch.simulator.network;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way in which the network can misbehave, and what an auditor must make of it. To add one, add a constant; what it does is
 * a method beside it or in one of {@link BadCommits}, {@link BadBlocks}, {@link BadFrames}, {@link DirectoryFaults}.
 */
public enum Misbehaviour {
    FLIPPED_SIGNATURE_BIT(
            "One bit of the commit's signature is flipped.",
            "VIOLATION",
            "SIG_UNKNOWN_KEY",
            frame(BadCommits::flippedSignatureBit)),
    HIGH_S("The signature is replaced by its high-S twin.", "VIOLATION", "SIG_HIGH_S", frame(BadCommits::highS)),
    DER_SIGNATURE("The signature is DER-encoded.", "VIOLATION", "SIG_FORMAT_DER", frame(BadCommits::derSignature)),
    SHORT_SIGNATURE(
            "The signature lacks its last byte.", "VIOLATION", "SIG_FORMAT_LENGTH", frame(BadCommits::shortSignature)),
    WRONG_KEY(
            "The commit is signed with a key nobody published.",
            "VIOLATION",
            "SIG_UNKNOWN_KEY",
            frame(BadCommits::wrongKey)),
    COMMIT_FOR_ANOTHER_DID(
            "The commit inside is another account's.",
            "VIOLATION",
            "ENVELOPE_COMMIT_MISMATCH",
            frame(BadCommits::forAnotherDid)),
    COMMIT_FOR_ANOTHER_REVISION(
            "The commit inside has another revision than the message.",
            "VIOLATION",
            "ENVELOPE_COMMIT_MISMATCH",
            frame(BadCommits::forAnotherRevision)),
    NONCANONICAL_COMMIT(
            "The commit is re-encoded with a longer head.",
            "VIOLATION",
            "CBOR_NONCANONICAL",
            frame(BadCommits::noncanonical)),
    UNKNOWN_COMMIT_FIELD(
            "The commit has a seventh field, signed like the others.",
            "VIOLATION",
            "COMMIT_UNKNOWN_FIELDS",
            frame(BadCommits::unknownField)),
    MISSING_COMMIT_FIELD("The commit has no prev.", "VIOLATION", "COMMIT_FIELD", frame(BadCommits::missingField)),
    COMMIT_REV_SYNTAX("The commit's revision is no TID.", "VIOLATION", "REV_SYNTAX", frame(BadCommits::badRevSyntax)),
    COMMIT_VERSION_4("The commit says it is of version 4.", "VIOLATION", "COMMIT_VERSION", frame(BadCommits::version4)),
    COMMIT_V2("The commit says it is of version 2.", "VIOLATION", "COMMIT_V2", frame(BadCommits::version2)),
    COMMIT_NOT_A_MAP("The commit block is a text.", "MALFORMED", "COMMIT_UNREADABLE", frame(BadCommits::notAMap)),
    FUTURE_REV("The revision lies an hour ahead.", "VIOLATION", "REV_FUTURE", frame(BadCommits::futureRev)),
    LOWER_REV("The revision lies below the last one.", "VIOLATION", "REV_REPLAY", frame(BadCommits::lowerRev)),

    CAR_BLOCK_WRONG_HASH(
            "A tree node's bytes are not what its CID says.",
            "VIOLATION",
            "CAR_HASH_MISMATCH",
            frame(BadBlocks::wrongHash)),
    MISSING_COMMIT_BLOCK(
            "The commit is not among the blocks.",
            "VIOLATION",
            "COMMIT_BLOCK_MISSING",
            frame(BadBlocks::withoutCommit)),
    MISSING_RECORD_BLOCK(
            "A created record is not among the blocks.",
            "VIOLATION",
            "RECORD_MISSING_BLOCK",
            frame(BadBlocks::withoutRecord)),
    COMMIT_NOT_FIRST_ROOT(
            "The archive's first root is not the commit.",
            "VIOLATION",
            "COMMIT_CID_MISMATCH",
            frame(BadBlocks::anotherRoot)),
    CAR_GARBAGE("The blocks are noise.", "MALFORMED", "CAR_MALFORMED", frame(BadBlocks::notACar)),
    OVERSIZE_BLOCKS("The blocks exceed 2,000,000 bytes.", "VIOLATION", "SIZE_LIMIT_BLOCKS", frame(BadBlocks::oversize)),
    OVERSIZE_RECORD(
            "A record exceeds 1,000,000 bytes.", "VIOLATION", "SIZE_LIMIT_RECORD", frame(BadBlocks::oversizeRecord)),
    TOO_MANY_OPS("The commit has 201 operations.", "VIOLATION", "SIZE_LIMIT_OPS", frame(BadBlocks::tooManyOps)),

    TRUNCATED_FRAME("The frame ends half way.", "MALFORMED", "FRAME_MALFORMED", frame(BadFrames::truncated)),
    GARBAGE_FRAME("The frame is noise.", "MALFORMED", "FRAME_MALFORMED", frame(BadFrames::garbage)),
    EMPTY_FRAME("The frame has no bytes.", "MALFORMED", "FRAME_MALFORMED", frame(BadFrames::empty)),
    TEXT_FRAME(
            "The frame is a text message.",
            "MALFORMED",
            "FRAME_MALFORMED",
            new Act.Frame(BadFrames::text, Delivery.TEXT)),
    OVERSIZE_FRAME("The frame has 5,000,001 bytes.", "MALFORMED", "FRAME_TOO_LARGE", frame(BadFrames::oversize)),
    ENVELOPE_FIELD_MISSING(
            "The message names no commit.", "MALFORMED", "ENVELOPE_FIELD_MISSING", frame(BadFrames::fieldMissing)),
    ENVELOPE_SYNTAX("The message's rev is no TID.", "MALFORMED", "ENVELOPE_SYNTAX", frame(BadFrames::fieldSyntax)),
    NONCANONICAL_ENVELOPE(
            "The header's keys are in the wrong order; all else is honest.",
            "VERIFIED",
            "ENVELOPE_NONCANONICAL",
            frame(BadFrames::noncanonicalHeader)),
    TOO_BIG_FLAG("The removed flag tooBig is set.", "VERIFIED", "DEPRECATED_FLAG", frame(BadFrames::tooBig)),
    REPLAYED_FRAME(
            "The last commit's frame comes again, byte for byte.",
            "VIOLATION",
            "SEQ_REGRESSION",
            frame(BadFrames::replayed)),
    REPEATED_COMMIT(
            "The last commit comes again under a new number.", "VERIFIED", "OK_DUPLICATE", frame(BadFrames::repeated)),
    SEQ_REGRESSION(
            "A new commit has the last one's number.", "VIOLATION", "SEQ_REGRESSION", frame(BadFrames::lowerSeq)),
    SYNC_REV_MISMATCH(
            "A #sync announces a later revision than its commit's.",
            "VERIFIED",
            "SYNC_REV_MISMATCH",
            frame(BadFrames::syncWithAnotherRev)),
    UNKNOWN_TYPE("A message of a type to come.", "NOTICE", "FRAME_UNKNOWN_TYPE", frame(BadFrames::unknownType)),
    UNKNOWN_OP("A frame with an op to come.", "NOTICE", "FRAME_UNKNOWN_OP", frame(BadFrames::unknownOp)),
    DEPRECATED_EVENT("A #handle message, long removed.", "NOTICE", "DEPRECATED_EVENT", frame(BadFrames::deprecated)),
    INFO_OUTDATED_CURSOR("An #info in mid stream.", "NOTICE", "", frame(BadFrames::outdatedCursor)),
    ERROR_FRAME(
            "An error frame, and the connection is closed.",
            "NOTICE",
            "STREAM_ERROR_FRAME",
            new Act.Frame(BadFrames::error, Delivery.BINARY_THEN_CLOSE)),

    RELAY_DISCONNECTS("The connection breaks in the middle of a frame.", "", "", new Act.Relay(Delivery.BREAK)),
    RELAY_STALLS("The relay falls silent for some seconds.", "", "", new Act.Relay(Delivery.STALL)),

    PLC_404("The directory does not know the DID.", "UNPROVEN", "IDENTITY_NOT_FOUND", fault(DirectoryFaults::notFound)),
    PLC_429("The directory answers 429 at first.", "VERIFIED", "", fault(DirectoryFaults::tooManyRequests)),
    PLC_500("The directory fails at first.", "VERIFIED", "", fault(DirectoryFaults::failsAtFirst)),
    PLC_500_FOREVER("The directory fails for ever.", "UNPROVEN", "IDENTITY_TRANSIENT", fault(DirectoryFaults::fails)),
    PLC_SLOW("The directory takes three seconds.", "VERIFIED", "", fault(DirectoryFaults::slow)),
    PLC_HANGS("The directory never answers.", "UNPROVEN", "IDENTITY_TRANSIENT", fault(DirectoryFaults::hangs)),
    PLC_HUGE("The directory's answer has 2 MiB.", "UNPROVEN", "IDENTITY_TRANSIENT", fault(DirectoryFaults::huge)),
    PLC_GARBAGE(
            "The directory answers with a web page.", "UNPROVEN", "DIDDOC_MALFORMED", fault(DirectoryFaults::garbage)),
    PLC_OTHER_DID(
            "The directory serves another DID's document.",
            "UNPROVEN",
            "DIDDOC_ID_MISMATCH",
            new Act.Identity(Registrar::mistakenIdentity)),
    PLC_NO_KEY(
            "The DID document has no signing key.",
            "UNPROVEN",
            "IDENTITY_NO_KEY",
            new Act.Identity((registrar, handle) -> registrar.publishing(handle, null))),
    PLC_UNSUPPORTED_KEY(
            "The DID document's signing key is Ed25519.",
            "UNPROVEN",
            "KEY_UNSUPPORTED",
            new Act.Identity((registrar, handle) -> registrar.publishing(handle, Constants.ED25519))),
    RETIRED_KEY(
            "The key was rotated, and the old one signs on.",
            "UNPROVEN",
            "SIG_RETIRED_KEY",
            new Act.Identity(Registrar::signingWithTheOldKey));

    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // A record of a text and an immutable list.
    private final Expectation expected;

    @SuppressWarnings("ImmutableEnumChecker") // Acts are records of lambdas without state.
    private final Act act;

    Misbehaviour(String sentence, String verdict, String finding, Act act) {
        this.sentence = sentence;
        this.expected = Expectation.of(verdict, finding);
        this.act = act;
    }

    /** The name on command lines: {@code flipped-signature-bit}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happens, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** What an auditor must conclude; of the relay's own antics, nothing. */
    public Expectation expected() {
        return expected;
    }

    /** Whether it concerns an account's identity, and so needs an account of its own. */
    public boolean needsOwnAccount() {
        return act instanceof Act.Identity;
    }

    /** The misbehaviour with a wire name. */
    public static Optional<Misbehaviour> ofWireName(String name) {
        for (Misbehaviour misbehaviour : values()) {
            if (misbehaviour.wireName().equals(name)) {
                return Optional.of(misbehaviour);
            }
        }
        return Optional.empty();
    }

    Act act() {
        return act;
    }

    private static Act frame(Forgery forgery) {
        return new Act.Frame(forgery, Delivery.BINARY);
    }

    private static Act fault(DirectoryFault fault) {
        return new Act.Identity((registrar, handle) -> registrar.askedAbout(handle, fault));
    }

    /** Out of reach of the constants above otherwise. */
    private static final class Constants {
        /** The did:key specification's own Ed25519 example. */
        static final String ED25519 = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    }
}
