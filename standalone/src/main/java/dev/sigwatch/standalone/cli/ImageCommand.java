package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.standalone.explain.Times;
import dev.sigwatch.standalone.explain.Wrapped;
import dev.sigwatch.standalone.image.ImageJson;
import dev.sigwatch.standalone.image.ImagePage;
import dev.sigwatch.standalone.image.ImageReference;
import dev.sigwatch.standalone.image.Provenance;
import dev.sigwatch.standalone.image.Standing;
import dev.sigwatch.standalone.image.TagAnswer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "image",
        header = "Tells where an image comes from: who published it, who signed that, and whether it holds.",
        description = {
            "Publisher and handle, the records and commits that published it, the keys that signed them and what became of those, "
                    + "verdicts at first and now, tags over time, the trust policy's word, alerts, and the command that writes a proof.",
            "REF is " + ImageReference.FORMS + ". Needs no network.",
            "Exits with 0 if nothing speaks against the image, 1 if the evidence or the policy does, 3 if nothing is known of it or it "
                    + "could not be checked."
        })
final class ImageCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "REF|DIGEST", description = "The image.")
    private String reference = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Values.Moment.class,
            description =
                    "What the tag named, and what was known, at that time: 2026-11-01T12:00:00Z, or 24h for a day ago.")
    private @Nullable Instant at;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            converter = Values.Output.class,
            defaultValue = "text",
            description = "Form of the answer (default: ${DEFAULT-VALUE}).")
    private String output = "text";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    ImageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ImageReference named = ImageReference.tryParse(reference)
                .orElseThrow(() -> CommandFailure.usage("Invalid value for parameter 'REF|DIGEST': '" + reference
                        + "' is not in the form of " + ImageReference.FORMS));
        long time = time();
        try (SqlReader reader = database.open()) {
            ImageSearch.Result result = new ImageSearch(new ImageRows(reader)).find(named, time);
            List<Provenance> images = at == null
                    ? result.images()
                    : result.images().stream()
                            .filter(image -> image.isKnownAt(time))
                            .toList();
            if (images.isEmpty()) {
                throw new CommandFailure(ExitCode.UNPROVEN, String.join(" ", result.lookedFor()));
            }
            if (output.equals("json")) {
                terminal.out().println(json(named, result.answers(), images));
            } else {
                page(named, result.answers(), images).lines().forEach(terminal.out()::println);
            }
            return exit(images).status();
        }
    }

    private Wrapped page(ImageReference named, List<TagAnswer> answers, List<Provenance> images) {
        Wrapped page = new Wrapped();
        for (TagAnswer answer : answers) {
            page.line(answer.name() + (at == null ? "" : " at " + Times.utc(time())));
            answer.sentences().forEach(sentence -> page.text("  ", sentence));
            page.gap();
        }
        if (images.size() > 1) {
            page.line(images.size()
                    + (named.isDigestOnly()
                            ? " publishers have it; each is told of below."
                            : " images are told of below."));
            page.gap();
        }
        page.text("", ImagePage.WORDS);
        for (Provenance image : images) {
            page.gap();
            new ImagePage(image, asked(), database.where()).addTo(page);
        }
        return page;
    }

    private ObjectNode json(ImageReference named, List<TagAnswer> answers, List<Provenance> images) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("reference", named.text())
                .put("at", at == null ? null : at.toString());
        answers.forEach(answer -> json.withArray("named").add(ImageJson.of(answer)));
        images.forEach(image -> json.withArray("images").add(ImageJson.of(image, asked())));
        return json;
    }

    /** The worst of them: where several publishers have it, somebody's is not the one that was meant; and later knowledge counts. */
    private ExitCode exit(List<Provenance> images) {
        Standing.Kind worst = images.stream()
                .flatMap(image -> at == null ? Stream.of(image) : Stream.of(image, image.asOf(time())))
                .map(image -> Standing.of(image).kind())
                .max(Comparator.naturalOrder())
                .orElse(Standing.Kind.UNKNOWN);
        return switch (worst) {
            case SOUND -> ExitCode.OK;
            case UNKNOWN -> ExitCode.UNPROVEN;
            case REFUSED, FALSE -> ExitCode.FOUND;
        };
    }

    private long time() {
        return AlertRows.micros(at == null ? Clock.systemUTC().instant() : at);
    }

    private @Nullable Long asked() {
        return at == null ? null : AlertRows.micros(at);
    }
}
