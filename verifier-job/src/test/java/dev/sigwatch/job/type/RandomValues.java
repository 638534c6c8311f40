package dev.sigwatch.job.type;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.identity.KeyPeriod;
import dev.sigwatch.audit.judge.ExportProgress;
import dev.sigwatch.audit.judge.HeldEvent;
import dev.sigwatch.audit.judge.JudgedCommit;
import dev.sigwatch.audit.judge.KeyEntry;
import dev.sigwatch.audit.judge.KeyTimeline;
import dev.sigwatch.audit.judge.RepoHead;
import dev.sigwatch.audit.judge.SignedCommit;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.value.AlertWake;
import dev.sigwatch.job.value.HeldBounds;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.job.value.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Seeded values of every type, extremes included: nothing, everything, text beyond the basic plane, broken surrogates. */
final class RandomValues {
    private static final List<String> TEXTS =
            List.of("", "a", "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "\0", "é", "漢字", "😀", "\uD83D", "x".repeat(70_000));
    private static final List<Long> NUMBERS = List.of(0L, -1L, 1L, Long.MIN_VALUE, Long.MAX_VALUE);

    private final SplittableRandom random;
    private final RandomIdentities identities = new RandomIdentities(this);
    private final RandomAlerts alerts = new RandomAlerts(this);

    RandomValues(long seed) {
        random = new SplittableRandom(seed);
    }

    private Signal signal() {
        return switch (random.nextInt(4)) {
            case 0 -> new Signal.OfEvent(checkedEvent(), judgement(), list(this::text));
            case 1 -> new Signal.OfIdentity(identities.judged());
            case 2 -> new Signal.OfRevision(checkedEvent(), judgement(), judgement(), text(), number());
            default -> new Signal.OfSharedKey(text(), text(), text(), list(this::text), number());
        };
    }

    boolean flag() {
        return random.nextBoolean();
    }

    int integer() {
        return random.nextInt();
    }

    /** A value for the type that a codec names. */
    Object of(String codec) {
        return switch (codec) {
            case "positioned-frame" ->
                new PositionedFrame(
                        new Frame(text(), number(), number(), random.nextBoolean(), number(), bytes()),
                        random.nextInt(),
                        number());
            case "positioned-part" -> new PositionedPart(part(), random.nextInt(), number());
            case "checked-event" -> checkedEvent();
            case "judged-event" -> new JudgedEvent(checkedEvent(), judgement(), number(), random.nextInt(), text());
            case "recorded-event" ->
                new RecordedEvent(
                        checkedEvent(), judgement(), text(), flag(), list(() -> RandomRegistry.decision(this)), text());
            case "identity-observation" -> observation();
            case "judged-identity" -> identities.judged();
            case "identity-state" -> identities.state();
            case "judged-commit" -> new JudgedCommit(checkedEvent(), judgement(), number(), random.nextInt());
            case "signal" -> signal();
            case "alert" -> alerts.alert();
            case "alert-state" -> alerts.state();
            case "alert-wake" -> new AlertWake(number(), number());
            case "policy-text" -> new PolicyText(constant(PolicyText.Kind.values()), text(), text(), number());
            case "key-claim" ->
                new KeyOwners.Claim(text(), text(), text(), list(this::text), random.nextBoolean(), number());
            case "key-holders" -> new KeyOwners(list(() -> new KeyOwners.Holder(text(), text(), list(this::text))));
            case "positioned-alert" ->
                new PositionedAlert(alerts.alert(), text(), number(), random.nextInt(), number());
            case "identity-request" -> new IdentityRequest(text(), constant(IdentityRequest.Reason.values()), number());
            case "repo-request" -> new RepoRequest(text(), constant(RepoRequest.Reason.values()), number(), text());
            case "recorded-counts" -> new RecordedCounts(counts(), number());
            case "key-timeline" -> new KeyTimeline(list(this::keyEntry), list(this::keyPeriod), text());
            case "repo-heads" -> repoHead();
            case "signed-commit" -> new SignedCommit(text(), text(), text(), text(), bytes(), random.nextBoolean());
            case "known-record" -> RandomRegistry.record(this);
            case "registry-note" -> RandomRegistry.note(this);
            case "registry-memory" -> RandomRegistry.memory(this);
            case "export-progress" -> new ExportProgress(number(), random.nextInt(), judgement(), random.nextBoolean());
            case "held-event" -> new HeldEvent(checkedEvent(), number(), orNull(HeldEvent.WaitsFor.values()));
            case "held-bounds" -> new HeldBounds(number(), number());
            default -> throw new IllegalArgumentException("no random values for " + codec);
        };
    }

    private StreamCounts counts() {
        return new StreamCounts(
                text(), number(), number(), number(), filtered(), number(), number(), number(), number());
    }

    private ExportPart part() {
        return new ExportPart(
                text(),
                text(),
                number(),
                constant(RepoRequest.Reason.values()),
                random.nextInt(),
                random.nextInt(),
                number(),
                number(),
                text(),
                list(() -> new ExportPart.Problem(text(), text())),
                bytes());
    }

    private CheckedEvent checkedEvent() {
        FrameFacts facts = new FrameFacts(
                text(),
                number(),
                number(),
                random.nextBoolean(),
                random.nextInt(),
                random.nextInt(),
                number(),
                random.nextBoolean());
        return new CheckedEvent(
                facts,
                constant(EventKind.values()),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                random.nextInt(),
                bytes(),
                bytes(),
                list(this::finding),
                list(() -> RandomRegistry.facts(this)),
                bytes(),
                bytes(),
                constant(Proof.values()),
                orNull(this::exportFacts),
                orNull(() -> new AccountFacts(random.nextBoolean(), text())));
    }

    private ExportFacts exportFacts() {
        return new ExportFacts(text(), text(), random.nextInt(), random.nextInt(), number(), number(), text());
    }

    private RepoHead repoHead() {
        return new RepoHead(
                list(() -> new RepoHead.Host(text(), text(), text())),
                orNull(this::position),
                number(),
                orNull(this::position),
                orNull(this::position),
                new RepoHead.Resync(constant(RepoHead.Resync.State.values()), number(), random.nextInt(), text()),
                number(),
                random.nextInt(),
                text(),
                text(),
                orNull(() -> new RepoHead.Run(position(), position())),
                number(),
                random.nextBoolean());
    }

    KeyPeriod keyPeriod() {
        return new KeyPeriod(
                text(),
                text(),
                orNull(Curve.values()),
                bytes(),
                random.nextInt(),
                number(),
                number(),
                number(),
                number());
    }

    private RepoHead.Position position() {
        return new RepoHead.Position(text(), text(), text());
    }

    private Judgement judgement() {
        return new Judgement(
                constant(Verdict.values()),
                constant(Proof.values()),
                constant(Proof.values()),
                constant(Proof.values()),
                list(this::finding),
                text(),
                text(),
                text(),
                bytes());
    }

    Finding finding() {
        return new Finding(constant(FindingCode.values()), text());
    }

    private IdentityObservation observation() {
        return new IdentityObservation(text(), constant(IdentityObservation.Kind.values()), text(), number(), bytes());
    }

    private KeyEntry keyEntry() {
        return new KeyEntry(
                number(), number(), text(), orNull(Curve.values()), bytes(), text(), orNull(FindingCode.values()));
    }

    private Map<String, Long> filtered() {
        Map<String, Long> filtered = new TreeMap<>();
        list(this::text).forEach(reason -> filtered.put(reason, number()));
        return filtered;
    }

    String text() {
        return TEXTS.get(random.nextInt(200) == 0 ? TEXTS.size() - 1 : random.nextInt(TEXTS.size() - 1));
    }

    long number() {
        int index = random.nextInt(NUMBERS.size() + 1);
        return index < NUMBERS.size() ? NUMBERS.get(index) : random.nextLong();
    }

    byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(3) * random.nextInt(1_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    <T> T constant(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T orNull(T[] values) {
        return orNull(() -> constant(values));
    }

    <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextBoolean() ? null : value.get();
    }

    <T> List<T> list(Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(4)).toList();
    }
}
