package dev.sigwatch.job.type;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertState;
import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.judge.ExportProgress;
import dev.sigwatch.audit.judge.HeldEvent;
import dev.sigwatch.audit.judge.JudgedCommit;
import dev.sigwatch.audit.judge.KeyTimeline;
import dev.sigwatch.audit.judge.KnownRecord;
import dev.sigwatch.audit.judge.RegistryMemory;
import dev.sigwatch.audit.judge.RegistryNote;
import dev.sigwatch.audit.judge.RepoHead;
import dev.sigwatch.audit.judge.SignedCommit;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.value.AlertWake;
import dev.sigwatch.job.value.HeldBounds;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.job.value.RecordedEvent;
import java.util.List;

/** Every type that crosses between operators or rests in state. A new one is a codec, a constant and an entry of {@link #ALL}. */
public final class FlinkTypes {
    public static final BinaryTypeInformation<PositionedFrame> POSITIONED_FRAME =
            new BinaryTypeInformation<>(new PositionedFrameCodec());
    public static final BinaryTypeInformation<PositionedPart> POSITIONED_PART =
            new BinaryTypeInformation<>(new PositionedPartCodec());
    public static final BinaryTypeInformation<CheckedEvent> CHECKED_EVENT =
            new BinaryTypeInformation<>(new CheckedEventCodec());
    public static final BinaryTypeInformation<JudgedEvent> JUDGED_EVENT =
            new BinaryTypeInformation<>(new JudgedEventCodec());
    public static final BinaryTypeInformation<RecordedEvent> RECORDED_EVENT =
            new BinaryTypeInformation<>(new RecordedEventCodec());
    public static final BinaryTypeInformation<IdentityObservation> IDENTITY_OBSERVATION =
            new BinaryTypeInformation<>(new IdentityObservationCodec());
    public static final BinaryTypeInformation<JudgedIdentity> JUDGED_IDENTITY =
            new BinaryTypeInformation<>(new JudgedIdentityCodec());
    public static final BinaryTypeInformation<IdentityRequest> IDENTITY_REQUEST =
            new BinaryTypeInformation<>(new IdentityRequestCodec());
    public static final BinaryTypeInformation<RepoRequest> REPO_REQUEST =
            new BinaryTypeInformation<>(new RepoRequestCodec());
    public static final BinaryTypeInformation<RecordedCounts> RECORDED_COUNTS =
            new BinaryTypeInformation<>(new RecordedCountsCodec());
    public static final BinaryTypeInformation<KeyTimeline> KEY_TIMELINE =
            new BinaryTypeInformation<>(new KeyTimelineCodec());
    public static final BinaryTypeInformation<RepoHead> REPO_HEAD = new BinaryTypeInformation<>(new RepoHeadCodec());
    public static final BinaryTypeInformation<SignedCommit> SIGNED_COMMIT =
            new BinaryTypeInformation<>(new SignedCommitCodec());
    public static final BinaryTypeInformation<KnownRecord> KNOWN_RECORD =
            new BinaryTypeInformation<>(new KnownRecordCodec());
    public static final BinaryTypeInformation<RegistryNote> REGISTRY_NOTE =
            new BinaryTypeInformation<>(new RegistryNoteCodec());
    public static final BinaryTypeInformation<RegistryMemory> REGISTRY_MEMORY =
            new BinaryTypeInformation<>(new RegistryMemoryCodec());
    public static final BinaryTypeInformation<ExportProgress> EXPORT_PROGRESS =
            new BinaryTypeInformation<>(new ExportProgressCodec());
    public static final BinaryTypeInformation<HeldEvent> HELD_EVENT = new BinaryTypeInformation<>(new HeldEventCodec());
    public static final BinaryTypeInformation<HeldBounds> HELD_BOUNDS =
            new BinaryTypeInformation<>(new HeldBoundsCodec());
    public static final BinaryTypeInformation<IdentityState> IDENTITY_STATE =
            new BinaryTypeInformation<>(new IdentityStateCodec());
    public static final BinaryTypeInformation<JudgedCommit> JUDGED_COMMIT =
            new BinaryTypeInformation<>(new JudgedCommitCodec());
    public static final BinaryTypeInformation<Signal> SIGNAL = new BinaryTypeInformation<>(new SignalCodec());
    public static final BinaryTypeInformation<Alert> ALERT = new BinaryTypeInformation<>(new AlertCodec());
    public static final BinaryTypeInformation<AlertState> ALERT_STATE =
            new BinaryTypeInformation<>(new AlertStateCodec());
    public static final BinaryTypeInformation<AlertWake> ALERT_WAKE = new BinaryTypeInformation<>(new AlertWakeCodec());
    public static final BinaryTypeInformation<PolicyText> POLICY_TEXT =
            new BinaryTypeInformation<>(new PolicyTextCodec());
    public static final BinaryTypeInformation<KeyOwners.Claim> KEY_CLAIM =
            new BinaryTypeInformation<>(new KeyClaimCodec());
    public static final BinaryTypeInformation<KeyOwners> KEY_OWNERS = new BinaryTypeInformation<>(new KeyOwnersCodec());
    public static final BinaryTypeInformation<PositionedAlert> POSITIONED_ALERT =
            new BinaryTypeInformation<>(new PositionedAlertCodec());

    static final List<BinaryTypeInformation<?>> ALL = List.of(
            POSITIONED_FRAME,
            POSITIONED_PART,
            CHECKED_EVENT,
            JUDGED_EVENT,
            RECORDED_EVENT,
            IDENTITY_OBSERVATION,
            JUDGED_IDENTITY,
            IDENTITY_REQUEST,
            REPO_REQUEST,
            RECORDED_COUNTS,
            KEY_TIMELINE,
            REPO_HEAD,
            SIGNED_COMMIT,
            KNOWN_RECORD,
            REGISTRY_NOTE,
            REGISTRY_MEMORY,
            EXPORT_PROGRESS,
            HELD_EVENT,
            HELD_BOUNDS,
            IDENTITY_STATE,
            JUDGED_COMMIT,
            SIGNAL,
            ALERT,
            ALERT_STATE,
            ALERT_WAKE,
            POLICY_TEXT,
            KEY_CLAIM,
            KEY_OWNERS,
            POSITIONED_ALERT);

    private FlinkTypes() {}
}
