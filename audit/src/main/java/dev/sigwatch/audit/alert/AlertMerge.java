package dev.sigwatch.audit.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes alerts of detections, and adds detections to them. */
final class AlertMerge {
    /** Name of the fact that lists CIDs of operations, which grows instead of being replaced. */
    static final String OPERATIONS = "operations";

    /** What may stand in a command unquoted. */
    private static final Pattern PLAIN_DID = Pattern.compile("did:[a-z]+:[a-zA-Z0-9._:-]{1,250}");

    private static final Set<Rule> OF_RECORDS = EnumSet.of(Rule.R1, Rule.R3, Rule.R4, Rule.R6);

    private static final int ID_BYTES = 8;

    private final String did;
    private final Memory memory;
    private final String watchItem;
    private final String explanation;

    AlertMerge(String did, Memory memory, String watchItem, String explanation) {
        this.did = did;
        this.memory = memory;
        this.watchItem = watchItem;
        this.explanation = explanation;
    }

    Alert first(Detection detection, Priority priority) {
        String id = id(detection);
        return new Alert(
                id,
                0,
                detection.rule(),
                priority,
                explanation.isEmpty() ? Alert.Status.OPEN : Alert.Status.EXPLAINED,
                detection.rule().route(),
                did,
                memory.identity().handle(),
                memory.handleVerified(),
                detection.object(),
                detection.title(),
                detection.sentence(),
                detection.at(),
                detection.at(),
                detection.deadlineAt(),
                detection.findings().stream().map(Enum::name).toList(),
                firstAndNewest(detection.evidence(), Alert.MAX_EVIDENCE),
                1,
                watchItem,
                explanation,
                firstAndNewest(detection.story(), Alert.MAX_STORY),
                detection.facts(),
                commands(id, detection.rule()));
    }

    /** The alert with a detection added; the same alert if that had been told of already. */
    Alert next(Alert before, Detection detection, Priority priority) {
        Priority urgency = Incidents.moreUrgent(before.priority(), priority);
        boolean staysExplained = before.status() == Alert.Status.EXPLAINED && !explanation.isEmpty();
        Alert.Status status = staysExplained ? Alert.Status.EXPLAINED : Alert.Status.OPEN;
        boolean isKnown = before.story().containsAll(detection.story());
        if (isKnown && urgency == before.priority() && status == before.status()) {
            return before;
        }
        Set<String> findings = new LinkedHashSet<>(before.findings());
        detection.findings().forEach(code -> findings.add(code.name()));
        Set<String> evidence = new LinkedHashSet<>(before.evidence());
        evidence.addAll(detection.evidence());
        Set<Alert.StoryLine> story = new LinkedHashSet<>(before.story());
        story.addAll(detection.story());
        return new Alert(
                before.id(),
                before.version(),
                before.rule(),
                urgency,
                status,
                before.route(),
                did,
                memory.identity().handle(),
                memory.handleVerified(),
                before.object(),
                detection.title(),
                detection.sentence(),
                before.raisedAt(),
                Math.max(before.updatedAt(), detection.at()),
                detection.deadlineAt() == null ? before.deadlineAt() : detection.deadlineAt(),
                List.copyOf(findings),
                firstAndNewest(List.copyOf(evidence), Alert.MAX_EVIDENCE),
                before.occurrences() + (isKnown ? 0 : 1),
                watchItem.isEmpty() ? before.watchItem() : watchItem,
                staysExplained ? before.explainedBy() : "",
                firstAndNewest(List.copyOf(story), Alert.MAX_STORY),
                facts(before.facts(), detection.facts()),
                before.commands());
    }

    /** The alert, ended by a detection of that. */
    static Alert recovered(Alert alert, Detection detection) {
        List<String> evidence = new ArrayList<>(alert.evidence());
        evidence.addAll(detection.evidence());
        return with(
                alert,
                alert.version(),
                alert.priority(),
                Alert.Status.RECOVERED,
                detection.sentence() + " " + alert.sentence(),
                detection.at(),
                evidence,
                added(alert.story(), detection.story()),
                alert.facts());
    }

    /** The alert, ended because it is part of a takeover's. */
    static Alert folded(Alert alert, Alert takeover, long at) {
        String sentence = "Part of the takeover that alert " + takeover.id() + " tells.";
        Map<String, String> facts = facts(alert.facts(), Map.of(Incidents.PART_OF, takeover.id()));
        return with(
                alert,
                alert.version(),
                alert.priority(),
                Alert.Status.RECOVERED,
                sentence + " " + alert.sentence(),
                at,
                alert.evidence(),
                added(alert.story(), List.of(new Alert.StoryLine(at, sentence, ""))),
                facts);
    }

    /** The alert, more urgent because it goes on. */
    static Alert escalated(Alert alert, Priority priority, long at) {
        Alert.StoryLine line = new Alert.StoryLine(at, "It still goes on, and the account is watched.", "");
        return with(
                alert,
                alert.version(),
                priority,
                alert.status(),
                alert.sentence(),
                at,
                alert.evidence(),
                added(alert.story(), List.of(line)),
                alert.facts());
    }

    static Alert nextVersion(Alert alert) {
        return with(
                alert,
                alert.version() + 1,
                alert.priority(),
                alert.status(),
                alert.sentence(),
                alert.updatedAt(),
                alert.evidence(),
                alert.story(),
                alert.facts());
    }

    private static Alert with(
            Alert alert,
            int version,
            Priority priority,
            Alert.Status status,
            String sentence,
            long updatedAt,
            List<String> evidence,
            List<Alert.StoryLine> story,
            Map<String, String> facts) {
        return new Alert(
                alert.id(),
                version,
                alert.rule(),
                priority,
                status,
                alert.route(),
                alert.did(),
                alert.handle(),
                alert.handleVerified(),
                alert.object(),
                alert.title(),
                sentence,
                alert.raisedAt(),
                Math.max(alert.updatedAt(), updatedAt),
                alert.deadlineAt(),
                alert.findings(),
                firstAndNewest(evidence, Alert.MAX_EVIDENCE),
                alert.occurrences(),
                alert.watchItem(),
                alert.explainedBy(),
                firstAndNewest(story, Alert.MAX_STORY),
                facts,
                alert.commands());
    }

    private static List<Alert.StoryLine> added(List<Alert.StoryLine> story, List<Alert.StoryLine> more) {
        List<Alert.StoryLine> longer = new ArrayList<>(story);
        longer.addAll(more);
        return longer;
    }

    /** Of a list too long, its first half and the newest. */
    static <T> List<T> firstAndNewest(List<T> list, int limit) {
        if (list.size() <= limit) {
            return List.copyOf(list);
        }
        List<T> kept = new ArrayList<>(list.subList(0, limit / 2));
        kept.addAll(list.subList(list.size() - (limit - limit / 2), list.size()));
        return List.copyOf(kept);
    }

    private static Map<String, String> facts(Map<String, String> before, Map<String, String> more) {
        Map<String, String> facts = new LinkedHashMap<>(before);
        facts.putAll(more);
        if (before.containsKey(OPERATIONS) && more.containsKey(OPERATIONS)) {
            Set<String> all = new LinkedHashSet<>(
                    List.of(before.getOrDefault(OPERATIONS, "").split(" ")));
            all.addAll(List.of(more.getOrDefault(OPERATIONS, "").split(" ")));
            facts.put(OPERATIONS, String.join(" ", firstAndNewest(List.copyOf(all), Memory.MAX_CHANGES)));
        }
        return java.util.Collections.unmodifiableMap(facts);
    }

    private List<String> commands(String id, Rule rule) {
        String explain = "sigwatch explain " + id;
        if (!PLAIN_DID.matcher(did).matches()) {
            return List.of(explain);
        }
        if (OF_RECORDS.contains(rule)) {
            return List.of(
                    explain,
                    "sigwatch query \"SELECT received_at, collection, rkey, action, digest, target_digest, before_digest, findings,"
                            + " finding_details, record_cid, commit_cid FROM records WHERE did = '" + did
                            + "' AND notEmpty(findings) ORDER BY received_at DESC LIMIT 20\"");
        }
        boolean isIdentity = rule.name().startsWith("K");
        return isIdentity
                ? List.of(explain, "sigwatch identity " + did)
                : List.of(
                        explain,
                        "sigwatch query \"SELECT received_at, host, rev, verdict, findings, detail FROM verdicts WHERE did = '"
                                + did + "' AND verdict != 'VERIFIED' ORDER BY received_at DESC LIMIT 20\"");
    }

    private String id(Detection detection) {
        return id(detection.rule(), did, detection.object(), detection.at());
    }

    /** The id of an incident: the rule, and a hash of rule, DID, object and time of the first detection. */
    static String id(Rule rule, String did, String object, long at) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((rule + "\n" + did + "\n" + object + "\n" + at).getBytes(StandardCharsets.UTF_8));
            return rule.name().toLowerCase(java.util.Locale.ROOT) + "-"
                    + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
