package dev.sigwatch.standalone.image;

import dev.sigwatch.standalone.explain.Times;
import dev.sigwatch.standalone.image.Provenance.Judging;
import dev.sigwatch.standalone.image.Provenance.KeyFate;
import dev.sigwatch.standalone.image.Provenance.Place;
import dev.sigwatch.standalone.image.Provenance.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image's provenance amounts to.
 *
 * @param sentences why, for somebody who has to decide whether to run it
 */
public record Standing(Kind kind, List<String> sentences) {

    /** From good to bad. */
    public enum Kind {
        /** Its publisher's key signed it, and nothing known speaks against it. */
        SOUND,
        /** Nothing is known to be false, but not all could be checked. */
        UNKNOWN,
        /** The evidence holds, and the trust policy refuses it. */
        REFUSED,
        /** Something that was checked is false. */
        FALSE
    }

    /** Weighs what is known. */
    public static Standing of(Provenance image) {
        Write write = image.deciding();
        if (write == null) {
            return new Standing(
                    Kind.UNKNOWN,
                    List.of("No record that publishes it was seen: a tag names it, or it was there and is gone."));
        }
        Judging now = write.last();
        return switch (now.verdict()) {
            case "VIOLATION" -> new Standing(Kind.FALSE, violation(image, write));
            case "VERIFIED" -> verified(image, write);
            case "MALFORMED" ->
                new Standing(
                        Kind.FALSE,
                        List.of("The message that published it cannot be read as the protocol demands. " + why(now)));
            default ->
                new Standing(
                        Kind.UNKNOWN,
                        List.of(
                                "It could not be checked whether its publisher signed it; that is neither good nor bad. "
                                        + why(now)));
        };
    }

    private static List<String> violation(Provenance image, Write write) {
        Judging first = write.first();
        Judging now = write.last();
        KeyFate fate = image.fate(now.key().isEmpty() ? first : now);
        List<String> sentences = new ArrayList<>();
        if (fate != null && fate.ended().equals("nullified")) {
            sentences.add(
                    "DO NOT USE IT. It was signed with a key that counted when the image was published, so the signature was valid "
                            + "then; but the operation that gave the account this key was undone"
                            + (fate.undoneAt() == null ? "" : " at " + Times.utc(fate.undoneAt()))
                            + " with a stronger key. Whoever signed this image was not the account's owner: that is what a stolen account looks "
                            + "like.");
        } else {
            sentences.add("DO NOT USE IT. " + why(now));
        }
        if (!first.verdict().equals(now.verdict())) {
            sentences.add("It was judged " + first.verdict() + " at first, and is " + now.verdict() + " since "
                    + Times.utc(now.at())
                    + ". Whoever pulled it in between could not know; whoever runs it should replace it.");
        }
        return sentences;
    }

    private static Standing verified(Provenance image, Write write) {
        List<String> sentences = new ArrayList<>();
        Kind kind = Kind.SOUND;
        sentences.add(
                "The publisher's key, as the directory had it when the image was published, signed exactly this record.");
        if (!write.first().verdict().equals("VERIFIED")) {
            sentences.add("It was " + write.first().verdict() + " at first: "
                    + write.last().reason() + ".");
        }
        for (Place place : image.places()) {
            Kind here = place(place, sentences);
            kind = here.compareTo(kind) > 0 ? here : kind;
        }
        KeyFate fate = image.fate(write.last());
        if (fate != null && (fate.ended().equals("nullified") || fate.ended().equals("refused"))) {
            kind = Kind.FALSE;
            sentences.add("But the operation that set this key does not count: do not use the image.");
        }
        List<Write> lies = image.writes().stream()
                .filter(other -> other.last().verdict().equals("VIOLATION"))
                .toList();
        if (!lies.isEmpty()) {
            sentences.add((lies.size() == 1 ? "One more commit" : lies.size() + " more commits")
                    + " about the same image did not hold; see below. They take nothing from the one that does.");
        }
        return new Standing(kind, sentences);
    }

    private static Kind place(Place place, List<String> sentences) {
        Kind kind = Kind.SOUND;
        String where = place.repository().isEmpty() ? "" : " in " + place.repository();
        if (place.binding().equals("mismatch")) {
            kind = Kind.FALSE;
            sentences.add("DO NOT USE IT" + where
                    + ": the signed record contradicts itself. Its digest is not that of the bytes it points to, so what is pulled need "
                    + "not be what was signed.");
        }
        String policy = place.policy().result();
        if (policy.equals("denied") || policy.equals("would-deny")) {
            kind = policy.equals("denied") && kind == Kind.SOUND ? Kind.REFUSED : kind;
            sentences.add(
                    "The trust policy " + (policy.equals("denied") ? "refuses it" : "would refuse it, were it enforced")
                            + where + ": " + place.policy().reason() + ".");
        }
        if (place.deletedAt() != null) {
            sentences.add("Its publisher took it back" + where + " at " + Times.utc(place.deletedAt()) + ".");
        }
        return kind;
    }

    private static String why(Judging judging) {
        List<String> reasons = Words.findings(judging.findings());
        String detail = judging.detail().isEmpty() ? "" : " (" + judging.detail() + ")";
        return reasons.isEmpty() ? detail.strip() : String.join(" ", reasons) + detail;
    }
}
