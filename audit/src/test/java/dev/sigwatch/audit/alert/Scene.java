package dev.sigwatch.audit.alert;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.detect.Detectors;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.PolicyReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The life of one account as the alerts stage hears of it. Times are seconds; each signal moves the clock by one. */
final class Scene {
    static final String DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    static final String WEB = "did:web:example.com";
    static final String OLD_PDS = "https://old.example.com";
    static final String NEW_PDS = "https://new.example.com";
    static final String KEY = key(1);
    static final String NEW_KEY = key(2);
    static final String OWNER = "did:key:zOwner";
    static final String SERVER = "did:key:zServer";
    static final String NEW_SERVER = "did:key:zNewServer";
    static final String STRANGER = "did:key:zStranger";
    private static final long START = 1_790_000_000L;

    final List<Signal> signals = new ArrayList<>();
    final Map<String, Alert> alerts = new LinkedHashMap<>();
    final List<Alert> told = new ArrayList<>();
    AlertState state = AlertState.EMPTY;
    Policy policy = Policy.EMPTY;
    String did = DID;
    private final AlertJudge judge = new AlertJudge(Detectors.ALL);
    private @Nullable JudgedOperation head;
    private long clock = START;
    private int number;
    private long offset;
    long wakeAt = AlertDecision.NEVER;

    private static String key(long seed) {
        return PrivateKey.generate(Curve.P256, new SplittableRandom(seed))
                .publicKey()
                .toDidKey();
    }

    static long micros(long seconds) {
        return seconds * 1_000_000L;
    }

    long now() {
        return micros(clock);
    }

    Scene watched() {
        policy = new Policy(
                PolicyReader.watchlist("watch:\n- did: " + did + "\n").value(), policy.expectations(), policy.trust());
        return this;
    }

    Scene expecting(String entry) {
        String text = "expected:\n- did: " + did + "\n  " + entry + "\n  from: 2020-01-01T00:00:00Z\n"
                + "  until: 2020-01-02T00:00:00Z\n  who: alice\n  why: planned\n";
        // The clock of a scene, not the calendar.
        text = text.replace(
                        "2020-01-01T00:00:00Z",
                        java.time.Instant.ofEpochSecond(START - 10).toString())
                .replace(
                        "2020-01-02T00:00:00Z",
                        java.time.Instant.ofEpochSecond(START + 86_400 * 20).toString());
        PolicyReader.Reading<dev.sigwatch.audit.policy.Expectations> reading = PolicyReader.expectations(text);
        if (!reading.isGood()) {
            throw new IllegalArgumentException(reading.errors().toString());
        }
        List<dev.sigwatch.audit.policy.Expectation> all =
                new ArrayList<>(policy.expectations().entries());
        all.addAll(reading.value().entries());
        policy = new Policy(policy.watchlist(), new dev.sigwatch.audit.policy.Expectations(all), policy.trust());
        return this;
    }

    Scene pass(long seconds) {
        long until = clock + seconds;
        while (wakeAt <= micros(until)) {
            clock = Math.max(clock, wakeAt / 1_000_000L);
            take(judge.onTimer(did, Math.max(wakeAt, now()), policy, state));
        }
        clock = until;
        return this;
    }

    /** What the identity is at first sight. */
    Scene born(List<String> rotationKeys) {
        head = operation("", KEY, rotationKeys, OLD_PDS, "alice.example.com", 0, SERVER);
        return identity(true, List.of(head), List.of(), null);
    }

    /** The next operation of the identity. */
    Scene change(String key, List<String> rotationKeys, String pds, int signerIndex, String signerKey) {
        JudgedOperation before = head;
        JudgedOperation next = operation(
                head == null ? "" : head.cid(), key, rotationKeys, pds, "alice.example.com", signerIndex, signerKey);
        head = next;
        return identity(false, List.of(next), List.of(), before);
    }

    Scene rename(String handle, int signerIndex, String signerKey) {
        JudgedOperation before = head();
        head = operation(
                before.cid(), before.signingKey(), before.rotationKeys(), before.pds(), handle, signerIndex, signerKey);
        return identity(false, List.of(head), List.of(), before);
    }

    /** Undoes what came after an operation, with its owner's key. */
    Scene recover(JudgedOperation from, List<JudgedOperation> undone, List<String> rotationKeys) {
        JudgedOperation before = head;
        JudgedOperation plain = operation(from.cid(), KEY, rotationKeys, OLD_PDS, "alice.example.com", 0, OWNER);
        JudgedOperation next = with(plain, false, "", List.of(FindingCode.PLC_NULLIFICATION.found()));
        List<JudgedOperation> told = new ArrayList<>();
        undone.forEach(it -> told.add(with(it, true, next.cid(), it.findings())));
        told.add(next);
        head = next;
        return identity(false, told, List.of(), before);
    }

    JudgedOperation head() {
        if (head == null) {
            throw new IllegalStateException("not born");
        }
        return head;
    }

    Scene document(String key, String pds, String tls, Finding... findings) {
        JudgedOperation before = head;
        JudgedOperation next = new JudgedOperation(
                did,
                "sha256:" + number++,
                "",
                "did-document",
                JudgedOperation.NO_TIME,
                now(),
                false,
                JudgedOperation.NO_TIME,
                "",
                -1,
                "",
                key,
                List.of(),
                pds,
                List.of("example.com"),
                List.of(findings),
                new byte[0],
                "https://example.com/.well-known/did.json",
                "did-document",
                now(),
                tls);
        head = next;
        return identity(before == null, List.of(next), List.of(), before);
    }

    /** An operation with a finding. */
    Scene operationWith(Finding finding) {
        JudgedOperation before = head();
        head = with(
                operation(
                        before.cid(),
                        before.signingKey(),
                        before.rotationKeys(),
                        before.pds(),
                        "alice.example.com",
                        0,
                        SERVER),
                false,
                "",
                List.of(finding));
        return identity(false, List.of(head), List.of(), before);
    }

    /** Something about the source. */
    Scene source(Finding... findings) {
        return identity(false, List.of(), List.of(findings), head);
    }

    private Scene identity(
            boolean isFirst,
            List<JudgedOperation> operations,
            List<Finding> findings,
            @Nullable JudgedOperation before) {
        byte[] copy = findings.isEmpty() ? new byte[0] : new byte[] {1};
        return send(new Signal.OfIdentity(new JudgedIdentity(
                did,
                "plc-audit-log",
                "https://plc.example/" + did + "/log/audit",
                now(),
                isFirst,
                operations,
                findings,
                "alice.example.com",
                true,
                before,
                copy,
                copy)));
    }

    private JudgedOperation operation(
            String prev, String key, List<String> rotationKeys, String pds, String handle, int index, String signer) {
        return new JudgedOperation(
                did,
                "bafyop" + number++,
                prev,
                "plc_operation",
                now(),
                now(),
                false,
                JudgedOperation.NO_TIME,
                "",
                index,
                signer,
                key,
                rotationKeys,
                pds,
                List.of(handle),
                List.of(),
                new byte[0],
                "https://plc.example",
                "plc-op",
                now(),
                "");
    }

    private JudgedOperation with(JudgedOperation it, boolean nullified, String by, List<Finding> findings) {
        return new JudgedOperation(
                it.did(),
                it.cid(),
                it.prev(),
                it.type(),
                it.acceptedAt(),
                it.firstSeenAt(),
                nullified,
                nullified ? now() : JudgedOperation.NO_TIME,
                by,
                it.signerIndex(),
                it.signerKey(),
                it.signingKey(),
                it.rotationKeys(),
                it.pds(),
                it.handles(),
                findings,
                it.body(),
                it.source(),
                it.kind(),
                it.observedAt(),
                it.tlsChain());
    }

    Scene commit(String host, String key, Finding... findings) {
        return event(EventKind.COMMIT, host, key, 1, List.of(), null, null, findings);
    }

    Scene emptyCommit(String host, String key) {
        return event(EventKind.COMMIT, host, key, 0, List.of(), null, null, FindingCode.OK_EMPTY_COMMIT.found());
    }

    Scene push(String host, String key, String repository, String tag, Finding... findings) {
        RecordFacts record = new RecordFacts(
                0,
                "io.atcr.tag",
                repository + "_" + tag,
                "create",
                "bafyrecord",
                "",
                repository,
                "sha256:00",
                "",
                "",
                tag,
                "",
                "",
                RecordFacts.NO_TIME,
                "{}",
                dev.sigwatch.audit.RegistryFacts.NONE,
                List.of());
        return event(EventKind.COMMIT, host, key, 1, List.of(record), null, null, findings);
    }

    /** A signed commit with records. */
    Scene write(String host, String key, RecordFacts... records) {
        return event(EventKind.COMMIT, host, key, records.length, List.of(records), null, null);
    }

    /** The same, with findings about the commit. */
    Scene write(String host, String key, Finding finding, RecordFacts... records) {
        return event(EventKind.COMMIT, host, key, records.length, List.of(records), null, null, finding);
    }

    /** Records that an export shows. */
    Scene export(String key, RecordFacts... records) {
        ExportFacts export = new ExportFacts("https://old.example.com", "first-seen", 0, 1, 0, records.length, "");
        return event(EventKind.EXPORT, "old.example.com", key, 0, List.of(records), null, export);
    }

    Scene account(String host, boolean active, String status) {
        return event(EventKind.ACCOUNT, host, "", 0, List.of(), new AccountFacts(active, status), null);
    }

    Scene notice(String host) {
        return event(EventKind.IDENTITY, host, "", 0, List.of(), null, null);
    }

    Scene failedExport(String reason) {
        ExportFacts export = new ExportFacts("https://old.example.com", reason, 0, 1, 0, 0, "HTTP 502");
        return event(
                EventKind.EXPORT,
                "old.example.com",
                "",
                0,
                List.of(),
                null,
                export,
                FindingCode.RESYNC_FAILED.found("HTTP 502"));
    }

    private Scene event(
            EventKind kind,
            String host,
            String key,
            int ops,
            List<RecordFacts> records,
            @Nullable AccountFacts account,
            @Nullable ExportFacts export,
            Finding... findings) {
        CheckedEvent event = checked(kind, host, ops, records, account, export);
        boolean isNotice = kind == EventKind.ACCOUNT || kind == EventKind.IDENTITY;
        Judgement judgement = isNotice
                ? Judgement.notice(List.of(findings))
                : Judgement.fold(List.of(findings), Proof.PASS, Proof.PASS, Proof.PASS, key, "source");
        String evidence = host + "/0/" + event.facts().offset() + "/frame";
        return send(new Signal.OfEvent(event, judgement, isNotice ? List.of() : List.of(evidence)));
    }

    private CheckedEvent checked(
            EventKind kind,
            String host,
            int ops,
            List<RecordFacts> records,
            @Nullable AccountFacts account,
            @Nullable ExportFacts export) {
        return new CheckedEvent(
                new FrameFacts(host, offset, now(), true, 100, 0, offset++),
                kind,
                did,
                "rev" + offset,
                "",
                kind == EventKind.COMMIT ? "bafycommit" + offset : "",
                "",
                "",
                ops,
                new byte[0],
                new byte[0],
                List.of(),
                records,
                new byte[0],
                new byte[0],
                Proof.PASS,
                export,
                account);
    }

    Scene revised(String key, Finding... after) {
        CheckedEvent event = checked(EventKind.COMMIT, "relay.example", 1, List.of(), null, null);
        return send(new Signal.OfRevision(
                event,
                Judgement.fold(List.of(), Proof.PASS, Proof.PASS, Proof.PASS, key, "source"),
                Judgement.fold(List.of(after), Proof.PASS, Proof.PASS, Proof.PASS, key, "source"),
                "a recovery undid the operation that had set the key",
                now()));
    }

    Scene send(Signal signal) {
        signals.add(signal);
        take(judge.onSignal(signal, policy, state));
        clock++;
        return this;
    }

    private void take(AlertDecision decision) {
        state = decision.state();
        wakeAt = decision.wakeAt();
        for (Alert alert : decision.alerts()) {
            told.add(alert);
            alerts.put(alert.id(), alert);
        }
    }

    List<Alert> of(Rule rule) {
        return alerts.values().stream().filter(alert -> alert.rule() == rule).toList();
    }

    List<Alert> open() {
        return alerts.values().stream()
                .filter(alert -> alert.status() == Alert.Status.OPEN)
                .toList();
    }

    boolean everP1() {
        return told.stream().anyMatch(it -> it.priority() == Priority.P1 && it.status() == Alert.Status.OPEN);
    }
}
