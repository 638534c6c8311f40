package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.FindingCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One detector's word, before it is known whether it is watched, expected, or told already.
 *
 * @param object what within the DID it is about: detections of a rule with the same object are one incident
 * @param priority how soon somebody must look, if nobody watches the DID
 * @param priorityIfWatched the same, if somebody does
 * @param title one line
 * @param sentence what happened here, for a responder
 * @param deadlineAt until when it can be undone, null if no such time is known
 * @param story what this adds to the incident's story
 * @param facts names and values for machines
 * @param change what an expectation must name to explain it, empty where none can: {@code key}, {@code operation}, {@code pds}
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
        Map<String, String> change,
        boolean isRecovery) {}
