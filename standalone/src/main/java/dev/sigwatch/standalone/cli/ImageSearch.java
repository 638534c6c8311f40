package dev.sigwatch.standalone.cli;

import dev.sigwatch.standalone.image.ImageReference;
import dev.sigwatch.standalone.image.Provenance;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import dev.sigwatch.standalone.image.TagAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From what a person names to the images that may be meant. */
final class ImageSearch {
    private static final int MOST_NAMES = 10;

    private final ImageRows rows;

    ImageSearch(ImageRows rows) {
        this.rows = rows;
    }

    /**
     * What was found.
     *
     * @param answers what the tag named, one for each account that has it; empty where no tag was asked for
     * @param lookedFor what to say if nothing was found
     */
    record Result(List<Provenance> images, List<TagAnswer> answers, List<String> lookedFor) {}

    Result find(ImageReference named, long time) throws IOException, InterruptedException {
        List<String> accounts = accounts(named);
        List<Provenance> images = new ArrayList<>();
        List<TagAnswer> answers = new ArrayList<>();
        Set<String> others = new TreeSet<>();
        for (String did : accounts) {
            Map<String, List<TagChange>> tags = rows.tags(did);
            Set<String> digests = new LinkedHashSet<>();
            if (!named.digest().isEmpty()) {
                digests.add(named.digest());
            }
            for (Map.Entry<String, List<TagChange>> slot : tags.entrySet()) {
                if (named.digest().isEmpty() && isMeant(named, slot.getKey(), slot.getValue())) {
                    TagAnswer answer = TagAnswer.at(did + "/" + name(slot.getValue()), slot.getValue(), time);
                    answers.add(answer);
                    digests.addAll(answer.digests());
                } else {
                    others.add(name(slot.getValue()));
                }
            }
            for (String digest : digests) {
                Provenance image = rows.read(did, digest, tags);
                if (isKnown(image, named)) {
                    images.add(image);
                }
            }
        }
        return new Result(images, answers, lookedFor(named, accounts, others));
    }

    private List<String> accounts(ImageReference named) throws IOException, InterruptedException {
        if (named.isDigestOnly()) {
            return rows.publishers(named.digest());
        }
        return named.isByDid() ? List.of(named.account()) : rows.claimants(named.account());
    }

    private static boolean isMeant(ImageReference named, String rkey, List<TagChange> history) {
        return named.rkey().isEmpty()
                ? history.stream()
                        .anyMatch(change -> change.repository().equals(named.repository())
                                && change.tag().equals(named.tag()))
                : named.rkey().equals(rkey);
    }

    private static boolean isKnown(Provenance image, ImageReference named) {
        boolean isSeen = !image.writes().isEmpty() || !image.tags().isEmpty();
        boolean isInPlace = named.repository().isEmpty()
                || named.digest().isEmpty()
                || image.places().stream().anyMatch(place -> place.repository().equals(named.repository()))
                || image.tags().stream().anyMatch(change -> change.repository().equals(named.repository()));
        return isSeen && isInPlace;
    }

    private static String name(List<TagChange> history) {
        TagChange last = history.get(history.size() - 1);
        return last.repository() + ":" + last.tag();
    }

    private static List<String> lookedFor(ImageReference named, List<String> accounts, Set<String> others) {
        List<String> lines = new ArrayList<>();
        lines.add("nothing is known of " + named.text() + ".");
        if (named.isDigestOnly()) {
            lines.add(
                    "Looked for a manifest record with this digest, and for a tag that names it, of any publisher that was watched.");
        } else if (accounts.isEmpty()) {
            lines.add("No account that was watched ever claimed the handle " + named.account() + ".");
        } else {
            lines.add("Looked at the records of " + String.join(", ", accounts) + ".");
            if (!others.isEmpty()) {
                lines.add("It has "
                        + String.join(", ", others.stream().limit(MOST_NAMES).toList())
                        + (others.size() > MOST_NAMES ? ", and " + (others.size() - MOST_NAMES) + " more." : "."));
            }
        }
        return lines;
    }
}
