package dev.sigwatch.simulator.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every way in which the network can misbehave, or be unusual and honest. To add one, write its {@link Plan}, what happens and what
 * an auditor must make of it, in the class of its topic, and name it here.
 */
public enum Misbehaviour {
    FLIPPED_SIGNATURE_BIT(BadCommits.flippedSignatureBit().raising(Alarms.of("C1"))),
    HIGH_S(BadCommits.highS().raising(Alarms.of("C3"))),
    DER_SIGNATURE(BadCommits.derSignature().raising(Alarms.of("C3"))),
    SHORT_SIGNATURE(BadCommits.shortSignature().raising(Alarms.of("C3"))),
    WRONG_KEY(BadCommits.wrongKey().raising(Alarms.of("C1"))),
    COMMIT_FOR_ANOTHER_DID(BadCommits.forAnotherDid()),
    COMMIT_FOR_ANOTHER_REVISION(BadCommits.forAnotherRevision()),
    NONCANONICAL_COMMIT(BadCommits.noncanonical()),
    UNKNOWN_COMMIT_FIELD(BadCommits.unknownField()),
    MISSING_COMMIT_FIELD(BadCommits.missingField()),
    COMMIT_REV_SYNTAX(BadCommits.badRevSyntax()),
    COMMIT_VERSION_4(BadCommits.version4()),
    COMMIT_V2(BadCommits.version2()),
    COMMIT_NOT_A_MAP(BadCommits.notAMap()),
    FUTURE_REV(BadCommits.futureRev().raising(Alarms.of("C10"))),
    LOWER_REV(BadCommits.lowerRev().raising(Alarms.of("C7"))),

    CAR_BLOCK_WRONG_HASH(BadBlocks.wrongHash()),
    MISSING_COMMIT_BLOCK(BadBlocks.withoutCommit()),
    MISSING_RECORD_BLOCK(BadBlocks.withoutRecord()),
    COMMIT_NOT_FIRST_ROOT(BadBlocks.anotherRoot()),
    CAR_GARBAGE(BadBlocks.notACar().raising(Alarms.of("C10"))),
    OVERSIZE_BLOCKS(BadBlocks.oversize()),
    OVERSIZE_RECORD(BadBlocks.oversizeRecord()),
    TOO_MANY_OPS(BadBlocks.tooManyOps()),

    TRUNCATED_FRAME(BadFrames.truncated()),
    GARBAGE_FRAME(BadFrames.garbage()),
    EMPTY_FRAME(BadFrames.empty()),
    TEXT_FRAME(BadFrames.text()),
    OVERSIZE_FRAME(BadFrames.oversize()),
    ENVELOPE_FIELD_MISSING(BadFrames.fieldMissing()),
    ENVELOPE_SYNTAX(BadFrames.fieldSyntax()),
    NONCANONICAL_ENVELOPE(BadFrames.noncanonicalHeader()),
    TOO_BIG_FLAG(BadFrames.tooBig()),
    REPLAYED_FRAME(BadFrames.replayed()),
    REPEATED_COMMIT(BadFrames.repeated()),
    SEQ_REGRESSION(BadFrames.lowerSeq()),
    SYNC_REV_MISMATCH(BadFrames.syncWithAnotherRev()),
    UNKNOWN_TYPE(BadFrames.unknownType()),
    UNKNOWN_OP(BadFrames.unknownOp()),
    DEPRECATED_EVENT(BadFrames.deprecated()),
    INFO_OUTDATED_CURSOR(BadFrames.outdatedCursor()),
    ERROR_FRAME(BadFrames.error()),

    RELAY_DISCONNECTS(relay("The connection breaks in the middle of a frame.", Delivery.BREAK)),
    RELAY_STALLS(relay("The relay falls silent for some seconds.", Delivery.STALL)),

    PLC_404(DirectoryFaults.notFound()),
    PLC_429(DirectoryFaults.tooManyRequests()),
    PLC_500(DirectoryFaults.failsAtFirst()),
    PLC_500_FOREVER(DirectoryFaults.fails().raising(Alarms.of("C4"))),
    PLC_SLOW(DirectoryFaults.slow()),
    PLC_HANGS(DirectoryFaults.hangs()),
    PLC_HUGE(DirectoryFaults.huge()),
    PLC_GARBAGE(DirectoryFaults.garbage()),
    PLC_OTHER_DID(DirectoryFaults.anotherDid()),
    PLC_NO_KEY(DirectoryFaults.noKey()),
    PLC_UNSUPPORTED_KEY(DirectoryFaults.unsupportedKey()),

    RETIRED_KEY(KeyPeriods.retired()),
    RETIRED_KEY_IN_GRACE(KeyPeriods.inGrace()),
    RETIRED_KEY_UNDATED(KeyPeriods.undated()),
    NULLIFIED_KEY(KeyPeriods.nullified()),
    WRONG_PURPOSE_KEY(KeyPeriods.wrongPurpose()),
    KEY_NOT_YET_PUBLISHED(KeyPeriods.notYetPublished()),
    COMMIT_AFTER_TOMBSTONE(KeyPeriods.tombstoned()),

    KEY_ROTATION(HonestChanges.rotation()),
    KEY_ROTATION_BY_OWNER(HonestChanges.rotationByOwner()),
    MIGRATION(HonestChanges.migration()),
    HANDLE_CHANGE(HonestChanges.handleChange()),
    RECOVERY_KEY_ENROLLED(HonestChanges.recoveryKey()),
    SERVER_KEY_DROPPED(HonestChanges.serverKeyDropped()),
    GIVEN_UP(HonestChanges.givenUp()),
    LEGACY_ACCOUNT(HonestChanges.legacyAccount()),
    SHARED_KEY(KeyPeriods.shared()),
    IDENTITY_STORM(HonestChanges.identityStorm()),

    TAKEOVER(Takeovers.takeover()),
    TAKEOVER_UNDONE(Takeovers.undone()),
    TAKEOVER_STEP_BY_STEP(Takeovers.stepByStep()),
    FOREIGN_ROTATION_KEY(Takeovers.foreignRotationKey()),

    PLC_LATE_RECOVERY(BadPlcLogs.lateRecovery()),
    PLC_UNAUTHORISED_OPERATION(BadPlcLogs.unauthorised()),
    PLC_PADDED_SIGNATURE(BadPlcLogs.paddedSignature()),
    PLC_UNKNOWN_FIELD(BadPlcLogs.unknownField()),
    PLC_WRONG_NULLIFIED_FLAG(BadPlcLogs.wrongNullifiedFlag()),
    PLC_WRONG_CID(BadPlcLogs.wrongCid()),

    NONCANONICAL_NODE(BadTrees.noncanonicalNode()),
    NODE_EXTRA_FIELD(BadTrees.extraField()),
    PREFIX_BEYOND_KEY(BadTrees.prefixBeyondKey()),
    PREFIX_NOT_LONGEST(BadTrees.prefixNotLongest()),
    KEYS_OUT_OF_ORDER(BadTrees.keysOutOfOrder()),
    KEY_IS_NO_PATH(BadTrees.keyIsNoPath()),
    GIANT_NODE(BadTrees.giantNode()),
    UNSUPPORTED_RECORD_CID(BadTrees.unsupportedRecordCid()),
    MISSING_NODE(BadTrees.missingNode()),
    MISSING_ROOT(BadTrees.missingRoot()),

    KEY_IN_WRONG_LAYER(BadLayers.keyInWrongLayer()),
    SKIPPED_LAYER(BadLayers.skippedLayer()),
    KEY_OUTSIDE_RANGE(BadLayers.keyOutsideRange()),
    NODE_LINKED_TWICE(BadLayers.nodeLinkedTwice()),
    EMPTY_LEAF(BadLayers.emptyLeaf()),
    POINTER_ROOT(BadLayers.pointerRoot()),
    POINTER_CHAIN(BadLayers.pointerChain()),

    MINED_KEY(Extremes.minedKey()),
    MINED_KEY_DELETED(Extremes.minedKeyDeleted()),
    MANY_OPS(Extremes.manyOps()),
    WIDE_NODE(Extremes.wideNode()),
    EMPTY_COMMIT(Extremes.emptyCommit()),

    CREATE_WITH_PREV(BadOperations.createWithPrev()),
    DOUBLED_CREATE(BadOperations.doubledCreate()),
    NOOP_UPDATE(BadOperations.noopUpdate()),
    CREATED_NOT_IN_TREE(BadOperations.notInTree()),
    DELETED_STILL_IN_TREE(BadOperations.stillInTree().raising(Alarms.of("C5"))),
    OPERATION_LEFT_OUT(BadOperations.leftOut().raising(Alarms.of("C5"))),
    WRONG_PREV(BadOperations.wrongPrev()),
    WRONG_PREV_DATA(BadOperations.wrongPrevData().raising(Alarms.of("C5"))),
    NO_PREV_DATA(BadOperations.noPrevData()),
    UPDATE_WITHOUT_PREV(BadOperations.updateWithoutPrev()),
    DELETE_WITHOUT_PREV(BadOperations.deleteWithoutPrev()),

    SWALLOWED_COMMIT(BadChains.swallowedCommit().raising(Alarms.of("C6"))),
    SWALLOWED_PAIR(BadChains.swallowedPair()),
    FORKED_HISTORY(BadChains.forkedHistory()),
    SYNC_RESET(BadChains.syncReset()),
    SYNC_OF_CURRENT(BadChains.syncOfCurrent()),
    REPLAYED_TAG(BadChains.replayedTag()),
    EQUIVOCATION(BadChains.equivocation().raising(Alarms.of("C8"))),
    RESIGNED_COMMIT(BadChains.resigned()),
    COMMIT_WHILE_INACTIVE(BadChains.whileInactive()),
    SPLIT_VIEW(BadChains.splitView()),

    EXPORT_NOT_FOUND(ExportFaults.notFound()),
    EXPORT_500_FOREVER(ExportFaults.fails()),
    EXPORT_429(ExportFaults.tooManyRequests()),
    EXPORT_HANGS(ExportFaults.hangs()),
    EXPORT_ENDLESS(ExportFaults.endless()),
    EXPORT_GARBAGE(ExportFaults.garbage()),
    EXPORT_OTHER_DID(ExportFaults.anotherDid()),
    EXPORT_WRONG_KEY(ExportFaults.wrongKey()),
    EXPORT_WRONG_HASH(ExportFaults.wrongHash()),
    EXPORT_LACKS_NODE(ExportFaults.missingNode()),
    EXPORT_LACKS_RECORD(ExportFaults.missingRecord()),
    EXPORT_ROLLED_BACK(ExportFaults.rolledBack()),
    RECORD_VANISHES(ExportFaults.recordVanishes()),
    RECORD_CHANGES(ExportFaults.recordChanges()),

    RECORD_OF_WRONG_TYPE(BadManifests.wrongType()),
    RECORD_FIELD_MISSING(BadManifests.fieldMissing()),
    RECORD_NOT_CBOR(BadManifests.notCbor()),
    RECORD_WITH_FRACTION(BadManifests.fraction()),
    MANIFEST_UNDER_ANOTHER_KEY(BadManifests.underAnotherKey()),
    MANIFEST_UNDER_TID(BadManifests.underTid()),
    DIGEST_UNBOUND(BadManifests.digestUnbound()),
    DIGEST_IN_CAPITALS(BadManifests.digestInCapitals()),
    BLOB_TYPE_GUESSED(BadManifests.guessedMediaType()),
    INDEX_WITH_LAYERS(BadManifests.mixedKind()),
    MANIFEST_WITHOUT_BLOB(BadManifests.unbound()),
    MANIFEST_NOWHERE(BadManifests.nowhere()),
    MANIFEST_WITHOUT_TIME(BadManifests.timeless()),
    INDEX_CHILD_MISSING(BadManifests.childMissing()),
    INDEX_CHILD_SIZE(BadManifests.childOfAnotherSize()),

    TAG_WITHOUT_TARGET(BadTags.withoutTarget()),
    TAG_CONFLICTING(BadTags.conflicting()),
    TAG_FOREIGN(BadTags.foreign()),
    TAG_ODDLY_NAMED(BadTags.oddName()),
    TAG_DANGLING(BadTags.dangling()),
    TAG_MOVED_BACK(BadTags.movedBack()),
    TAG_MOVED_ON(BadTags.movedOn()),
    TAG_SLOT_REUSED(BadTags.slotReused()),
    TAG_FLOOD(BadTags.flood()),

    MANIFEST_REWRITTEN(ImageHistories.rewritten()),
    MANIFEST_PUSHED_AGAIN(ImageHistories.pushedAgain()),
    MANIFEST_RECREATED(ImageHistories.recreated()),
    MANIFEST_DELETED_UNDER_TAG(ImageHistories.deletedUnderTag()),
    MANIFEST_CLEANED_UP(ImageHistories.cleanedUp()),
    HOLD_MOVED(ImageHistories.holdMoved()),
    NEW_REPOSITORY(ImageHistories.newRepository()),
    MULTI_ARCHITECTURE(ImageHistories.multiArchitecture()),
    ARTIFACT_OF_UNKNOWN(ImageHistories.artifactOfUnknown()),

    HOLD_KEEPS_BOOKS(BadHolds.honest()),
    HOLD_LAYER_CLAIM(BadHolds.layerOfSomebodyElse()),
    HOLD_STATS_KEY(BadHolds.statisticsUnderWrongKey()),
    HOLD_WRONG_SUM(BadHolds.wrongSum()),
    HOLD_FALLING_COUNT(BadHolds.fallingCount()),
    HOLD_CREW_GAINS_WRITING(BadHolds.crewGainsWriting()),
    HOLD_OPENED(BadHolds.holdOpened());

    @SuppressWarnings("ImmutableEnumChecker") // Plans are records of texts, immutable lists, and lambdas without state.
    private final Plan plan;

    Misbehaviour(Plan plan) {
        this.plan = plan;
    }

    /** The name on command lines: {@code flipped-signature-bit}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happens, in one sentence. */
    public String sentence() {
        return plan.sentence();
    }

    /** What an auditor must conclude; of the relay's own antics, nothing. */
    public Expectation expected() {
        return plan.expected();
    }

    /** What an auditor must find in the account's export, beside. */
    public ExportExpectation expectedOfExport() {
        return plan.export();
    }

    /** Names of findings that an auditor must have about the account's registry records. */
    public List<String> recordFindings() {
        return plan.recordFindings();
    }

    /** What an auditor must tell people about the account. */
    public Alarms alarms() {
        return plan.alarms();
    }

    /** Whether it concerns an account's identity or export from the beginning, and so needs an account of its own. */
    public boolean needsOwnAccount() {
        return act() instanceof Act.Identity || act() instanceof Act.Export;
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
        return plan.act();
    }

    /** What an auditor must conclude about commits of an account that this has befallen. */
    Expectation lasting() {
        return act() instanceof Act.Story ? new Expectation(expected().verdict(), List.of()) : expected();
    }

    private static Plan relay(String sentence, Delivery delivery) {
        return Plan.of(sentence, Expectation.NO_ROW, new Act.Relay(delivery));
    }
}
