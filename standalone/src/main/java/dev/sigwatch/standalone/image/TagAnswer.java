package dev.sigwatch.standalone.image;

import dev.sigwatch.standalone.explain.Times;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tag named at a time. Two answers, as a write may be refused: at once, or only later, when it turns out that its key was
 * undone.
 *
 * @param counts the change that counts by what is known today, null if the tag named nothing
 * @param shown the newest change that was seen until then, whether it counts or not; null if there was none
 */
public record TagAnswer(
        String name, @Nullable TagChange counts, @Nullable TagChange shown) {

    /**
     * Looks it up.
     *
     * @param history of one tag of one publisher, the oldest first
     * @param time microseconds since the epoch
     */
    public static TagAnswer at(String name, List<TagChange> history, long time) {
        TagChange counts = null;
        TagChange shown = null;
        for (TagChange change : history) {
            if (change.from() <= time) {
                shown = change;
                counts = change.countsAt(time) ? change : counts;
            }
        }
        return new TagAnswer(name, counts, shown);
    }

    /** The digests to tell of: first what counts, then what was shown instead. */
    public List<String> digests() {
        List<String> digests = new ArrayList<>();
        for (TagChange change : new TagChange[] {counts, shown}) {
            if (change != null && !change.digest().isEmpty() && !digests.contains(change.digest())) {
                digests.add(change.digest());
            }
        }
        return digests;
    }

    /** The answers in words. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (counts == null) {
            sentences.add("By what is known today no write of the tag counts.");
        } else if (counts.digest().isEmpty()) {
            sentences.add("It names nothing: it was deleted at " + Times.utc(counts.from()) + ".");
        } else {
            sentences.add(
                    "By what is known today it names " + counts.digest() + ", since " + Times.utc(counts.from()) + ".");
        }
        if (shown != null && !shown.equals(counts)) {
            sentences.add("But the last write of it that was seen, at " + Times.utc(shown.from()) + ", "
                    + (shown.digest().isEmpty() ? "deletes it" : "names " + shown.digest()) + ". It does not count: "
                    + Words.refusal(shown) + ". Software that believed it got that image.");
        }
        return sentences;
    }
}
