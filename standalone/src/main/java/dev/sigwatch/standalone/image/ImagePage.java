package dev.sigwatch.standalone.image;

import dev.sigwatch.standalone.explain.Times;
import dev.sigwatch.standalone.explain.Wrapped;
import dev.sigwatch.standalone.image.Provenance.Concern;
import dev.sigwatch.standalone.image.Provenance.Judging;
import dev.sigwatch.standalone.image.Provenance.KeyFate;
import dev.sigwatch.standalone.image.Provenance.Place;
import dev.sigwatch.standalone.image.Provenance.Publisher;
import dev.sigwatch.standalone.image.Provenance.Related;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import dev.sigwatch.standalone.image.Provenance.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provenance of an image, on a page. */
public final class ImagePage {
    /** Said once: what the words on the page mean. */
    public static final String WORDS =
            "An image is named by the digest of its manifest. Who publishes one writes a record with that digest into an account of his "
                    + "own; a tag is a record that names a manifest. The account, whose name is its DID, signs every change of its records "
                    + "(a commit) with its key, and a public directory keeps a log of which key that is. So each line below can be "
                    + "checked by anybody, with the commands at the end.";

    private static final String INDENT = "    ";

    private final Provenance today;
    private final Provenance image;
    private final @Nullable Long at;
    private final String where;

    /**
     * @param image as known today
     * @param at the time asked about, microseconds since the epoch; null for now
     * @param where the option that names the database, for commands that are shown; empty for the usual one
     */
    public ImagePage(Provenance image, @Nullable Long at, String where) {
        this.today = image;
        this.image = at == null ? image : image.asOf(at);
        this.at = at;
        this.where = where.isEmpty() ? "" : " " + where;
    }

    /** Adds the page. */
    public void addTo(Wrapped page) {
        page.line("Image " + image.digest());
        page.text("  ", names());
        page.text("  ", "published by " + publisher());
        if (!image.publisher().server().isEmpty()) {
            page.text(
                    "  ",
                    "whose server, by its newest identity, is "
                            + image.publisher().server());
        }
        page.section(
                at == null ? "In short" : "In short, as it was known at " + Times.utc(at),
                Standing.of(image).sentences());
        if (at != null) {
            page.section("In short, as known today", Standing.of(today).sentences());
        }
        page.gap().line("How it was published, and how that was judged");
        for (Write write : image.writes()) {
            tell(page, write);
        }
        page.section("The keys", keys());
        page.section("Record and bytes", bytes());
        page.section("Trust policy", policies());
        tags(page);
        page.section("What belongs to it", related());
        page.section("Alerts that concern it", concerns());
        commands(page);
    }

    private String names() {
        List<String> names = new ArrayList<>();
        for (Place place : image.places()) {
            if (place.tags().isEmpty()) {
                names.add(place.repository() + (place.deletedAt() == null ? ", no tag names it now" : ", taken back"));
            }
            place.tags().forEach(tag -> names.add(place.repository() + ":" + tag));
        }
        return names.isEmpty() ? "in no repository that is known" : String.join("; ", names);
    }

    private String publisher() {
        Publisher publisher = image.publisher();
        if (publisher.handle().isEmpty()) {
            return publisher.did() + " (no handle is known)";
        }
        return publisher.handle()
                + (publisher.isHandleVerified()
                        ? " (verified: the domain names this account), "
                        : " (NOT verified: the account claims this handle, and its domain was not seen to agree), ")
                + publisher.did();
    }

    private static void tell(Wrapped page, Write write) {
        page.text(
                "  " + Times.utc(write.at()) + "  ",
                Words.action(write.action()) + " in commit " + write.commit() + ", revision " + write.rev());
        String lead = " ".repeat(27);
        for (Judging judging : write.judgings()) {
            StringBuilder text = new StringBuilder(judging.verdict());
            if (write.judgings().size() > 1) {
                text.append(judging.reason().isEmpty() ? " at first" : " since " + Times.utc(judging.at()));
            }
            if (!judging.key().isEmpty()) {
                text.append(", by key ").append(judging.key());
            }
            if (!judging.reason().isEmpty()) {
                text.append(". What changed it: ").append(judging.reason());
            }
            page.text(lead, text.toString());
            Words.findings(judging.findings()).forEach(finding -> page.text(lead, finding));
        }
    }

    private List<String> keys() {
        List<String> lines = new ArrayList<>();
        for (KeyFate key : image.keys()) {
            lines.add(key.key() + ": " + Words.fate(key) + ".");
        }
        return lines;
    }

    private List<String> bytes() {
        List<String> lines = new ArrayList<>();
        for (Place place : image.places()) {
            String name = image.places().size() > 1 ? place.repository() + ": " : "";
            lines.add(name + Words.binding(place.binding()));
            lines.addAll(Words.notes(place.findings()));
            if (!place.hold().isEmpty()) {
                lines.add(name + "The bytes of its layers are kept by " + place.hold()
                        + ", which signs nothing of this; their digests are in the manifest.");
            }
        }
        return lines;
    }

    private List<String> policies() {
        return image.places().stream()
                .map(place -> Words.policy(place.policy())
                        + (image.places().size() > 1 ? " (" + place.repository() + ")" : "") + ".")
                .distinct()
                .toList();
    }

    private void tags(Wrapped page) {
        Map<String, List<TagChange>> byTag = new LinkedHashMap<>();
        image.tags().forEach(change -> byTag.computeIfAbsent(
                        change.repository() + ":" + change.tag(), name -> new ArrayList<>())
                .add(change));
        if (byTag.isEmpty()) {
            return;
        }
        page.gap().line("Tags over time");
        byTag.values()
                .forEach(changes -> changes.forEach(change -> {
                    boolean isThis = change.digest().equals(image.digest());
                    String text = Words.change(change)
                            + (isThis ? " (this image)" : "")
                            + (change.neverCounted() ? ". This never counted: " + Words.refusal(change) : "");
                    page.text("  " + Times.utc(change.from()) + "  ", text);
                }));
    }

    private List<String> related() {
        List<String> lines = new ArrayList<>();
        for (Related related : image.related()) {
            String name = related.digest() + (related.what().isEmpty() ? "" : ", " + related.what());
            lines.add(switch (related.kind()) {
                        case CHILD -> "It is a list, one image for each platform: " + name;
                        case PARENT -> "It is one image of the list " + name;
                        case SUBJECT -> "It says something about " + name;
                        case REFERRER -> "Something is said about it in " + name;
                    }
                    + (related.isKnown() ? "." : ", of which no record of this publisher was seen."));
        }
        return lines;
    }

    private List<String> concerns() {
        List<String> lines = new ArrayList<>();
        for (Concern concern : image.concerns()) {
            lines.add(concern.priority() + " " + concern.rule() + " " + concern.title() + ", " + concern.status() + ", "
                    + Times.utc(concern.raisedAt()) + ": ./sigwatch explain " + concern.id() + where);
        }
        return lines;
    }

    private void commands(Wrapped page) {
        page.gap().line("Check it yourself");
        Write write = image.deciding();
        if (write != null) {
            page.line("  ./sigwatch proof at://" + image.publisher().did() + "/" + write.path() + " --out image.car"
                    + where);
            page.text(
                    INDENT,
                    "writes the signed commit, the path to the record, and the record: a proof that needs neither us nor a network");
        }
        page.line("  ./sigwatch identity " + image.publisher().did());
        page.text(INDENT, "replays the log of the account's keys, signatures and all");
    }
}
