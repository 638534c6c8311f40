package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.FindingCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One detector's word, before it is known whether it is watched, expected, or told already.
 *
 * @param object what within the DID it is about: detections of a rule with the same object are one incident; empty in a recovery is
 *     every object
 * @param priority how soon somebody must look, if nobody watches the DID
 * @param priorityIfWatched the same, if somebody does
 * @param title one line
 * @param sentence what happened here, for a responder
 * @param at when it was detected, microseconds since the epoch
 * @param deadlineAt until when it can be undone, null if no such time is known
 * @param story what this adds to the incident's story
 * @param facts names and values for machines
 * @param change what would explain it, empty where nothing can
 * @param isRecovery whether it ends the incident instead of raising one; without an incident it is nothing
 */
public record Detection(
        Rule rule,
        String object,
        Priority priority,
        Priority priorityIfWatched,
        String title,
        String sentence,
        long at,
        @Nullable Long deadlineAt,
        List<FindingCode> findings,
        List<String> evidence,
        List<Alert.StoryLine> story,
        Map<String, String> facts,
        Explicable change,
        boolean isRecovery) {

    /**
     * What an expectation must name to explain a detection: all the operations, or one of the alternatives.
     *
     * @param at when the change was made, microseconds since the epoch
     * @param operations CIDs of operations, or a document's hash; none where nothing can explain it
     * @param keys the new key, if naming that suffices; all of them must be named
     * @param pds the new server, if naming that suffices; else empty
     */
    public record Explicable(long at, List<String> operations, List<String> keys, String pds) {
        /** Nothing explains it. */
        public static final Explicable NEVER = new Explicable(0, List.of(), List.of(), "");
    }

    /** This detection as one about another object. */
    Detection about(String other) {
        return new Detection(
                rule,
                other,
                priority,
                priorityIfWatched,
                title,
                sentence,
                at,
                deadlineAt,
                findings,
                evidence,
                story,
                facts,
                change,
                isRecovery);
    }

    /** Begins a detection with the rule's own priorities. */
    public static Builder of(Rule rule, String object, long at) {
        return new Builder(rule, object, at);
    }

    /** The end of an incident of a rule about an object, or about any if that is empty. */
    public static Detection recovery(Rule rule, String object, long at, String sentence, String evidence) {
        return of(rule, object, at)
                .saying("", sentence)
                .line(at, sentence, evidence)
                .ending();
    }

    /** Puts a detection together. */
    public static final class Builder {
        private final Rule rule;
        private final String object;
        private final long at;
        private Priority priority;
        private Priority priorityIfWatched;
        private String title = "";
        private String sentence = "";
        private @Nullable Long deadlineAt;
        private final Set<FindingCode> findings = new LinkedHashSet<>();
        private final Set<String> evidence = new LinkedHashSet<>();
        private final List<Alert.StoryLine> story = new ArrayList<>();
        private final Map<String, String> facts = new LinkedHashMap<>();
        private Explicable change = Explicable.NEVER;

        private Builder(Rule rule, String object, long at) {
            this.rule = rule;
            this.object = object;
            this.at = at;
            this.priority = rule.priority();
            this.priorityIfWatched = rule.priorityIfWatched();
        }

        public Builder saying(String itsTitle, String itsSentence) {
            title = itsTitle;
            sentence = itsSentence;
            return this;
        }

        public Builder priority(Priority unwatched, Priority watched) {
            priority = unwatched;
            priorityIfWatched = watched;
            return this;
        }

        public Builder deadline(@Nullable Long time) {
            deadlineAt = time;
            return this;
        }

        public Builder finding(FindingCode code) {
            findings.add(code);
            return this;
        }

        public Builder evidence(List<String> ids) {
            ids.stream().filter(id -> !id.isEmpty()).forEach(evidence::add);
            return this;
        }

        public Builder line(long time, String text, String itsEvidence) {
            story.add(new Alert.StoryLine(time, text, itsEvidence));
            evidence(List.of(itsEvidence));
            return this;
        }

        public Builder fact(String name, String value) {
            if (!value.isEmpty()) {
                facts.put(name, value);
            }
            return this;
        }

        public Builder explicable(Explicable by) {
            change = by;
            return this;
        }

        public Detection raised() {
            return build(false);
        }

        private Detection ending() {
            return build(true);
        }

        private Detection build(boolean isRecovery) {
            return new Detection(
                    rule,
                    object,
                    priority,
                    priorityIfWatched,
                    title,
                    sentence,
                    at,
                    deadlineAt,
                    List.copyOf(findings),
                    List.copyOf(evidence),
                    List.copyOf(story),
                    java.util.Collections.unmodifiableMap(facts),
                    change,
                    isRecovery);
        }
    }
}
