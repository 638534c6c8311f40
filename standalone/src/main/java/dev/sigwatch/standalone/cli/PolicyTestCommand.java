package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.audit.policy.TrustPolicy;
import dev.sigwatch.audit.policy.TrustQuestion;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.explain.Times;
import dev.sigwatch.standalone.explain.Wrapped;
import dev.sigwatch.standalone.image.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "test",
        header = "Tries a trust policy on an image: what it decides, and by which line.",
        description = {
            "Who published the image, and how that was judged, comes from the data folder. Where there is none, an image named by its "
                    + "account's DID is assumed to be validly signed, and the answer says so.",
            "Exits with 0 if the image may be used, also if a policy only notes that it should not; 1 if it is refused, 3 if it is because "
                    + "what vouches for it could not be checked, or if it is not known whose image is meant."
        })
final class PolicyTestCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @Option(names = "--policy", paramLabel = "FILE", required = true, description = "The policy, as YAML.")
    private Path file = Path.of("");

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Subject subject;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Values.Moment.class,
            description =
                    "As of when, with what was known by then: 2026-11-01T12:00:00Z, or 24h for a day ago (default: now).")
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

    /** Which image. */
    private static final class Subject {
        @Option(
                names = "--image",
                paramLabel = "REF",
                description =
                        "The image, as atcr.io/ACCOUNT/REPOSITORY[:TAG][@sha256:…] with a DID or handle as account.")
        private @Nullable String image;

        @Option(names = "--digest", paramLabel = "D", description = "Every image of this digest, as sha256:….")
        private @Nullable String digest;
    }

    /** An image and what is decided on it. */
    private record Answer(PolicyCase image, TrustDecision decision) {}

    PolicyTestCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ImageReference named = named();
        TrustFile trust = TrustFile.read(file);
        TrustPolicy policy = trust.policy();
        long time = AlertRows.micros(at == null ? Clock.systemUTC().instant() : at);
        List<Answer> answers = cases(named, time).stream()
                .map(image -> new Answer(image, policy.decide(image.question(time))))
                .toList();
        if (output.equals("json")) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("policy_file", file.toString())
                    .put("policy_hash", policy.hash())
                    .put(
                            "at",
                            Instant.EPOCH
                                    .plus(time, java.time.temporal.ChronoUnit.MICROS)
                                    .toString());
            answers.forEach(answer -> json.withArray("decisions").add(json(answer, trust)));
            terminal.out().println(json);
        } else {
            Wrapped page = new Wrapped();
            answers.forEach(answer -> add(page, answer, trust, time));
            page.lines().forEach(terminal.out()::println);
        }
        return exit(answers).status();
    }

    private ImageReference named() {
        String text = subject.image == null ? String.valueOf(subject.digest) : subject.image;
        ImageReference named = ImageReference.tryParse(text).orElse(null);
        if (subject.image == null && (named == null || !named.isDigestOnly())) {
            throw CommandFailure.usage(
                    "Invalid value for option '--digest': '" + text + "' is not sha256: and 64 hex digits");
        }
        if (named == null || (subject.image != null && named.repository().isEmpty())) {
            throw CommandFailure.usage("Invalid value for option '--image': '" + text
                    + "' is not in the form of atcr.io/ACCOUNT/REPOSITORY[:TAG][@sha256:…]");
        }
        return named;
    }

    private List<PolicyCase> cases(ImageReference named, long time) throws IOException, InterruptedException {
        String registry = subject.image == null ? TrustQuestion.REGISTRY : PolicyCases.registry(subject.image);
        DataFolder usual = new DataFolder(DataFolder.defaultRoot(environment.variables()));
        if (database.where().isEmpty() && !usual.exists()) {
            return List.of(assumed(named, registry));
        }
        try (SqlReader reader = database.open()) {
            return new PolicyCases(reader, registry, time).find(named);
        }
    }

    private static PolicyCase assumed(ImageReference named, String registry) {
        if (!named.isByDid()) {
            throw new CommandFailure(
                    ExitCode.UNPROVEN,
                    "there is no data, without which it is not known whose image " + named.text()
                            + " is: name one by its account's DID, or a data folder with --data");
        }
        return new PolicyCase(
                registry,
                named.account(),
                "",
                false,
                named.repository(),
                named.digest(),
                Proof.PASS,
                "",
                "",
                null,
                "there is no data: that the image exists and is validly signed by its account is assumed, and its handle is unknown");
    }

    private static void add(Wrapped page, Answer answer, TrustFile trust, long time) {
        PolicyCase image = answer.image;
        TrustDecision decision = answer.decision;
        page.line(decision.result().wireName().toUpperCase(Locale.ROOT) + "  " + image.name());
        page.text("  why        ", decision.reason());
        page.line("  policy     " + (decision.policyName().isEmpty() ? "none matched" : decision.policyName()));
        if (decision.line() > 0) {
            page.line(
                    "  decided by " + trust.file() + ", line " + decision.line() + ":  " + trust.line(decision.line()));
        }
        page.line("  as of      " + Times.utc(time));
        String handle = image.handle().isEmpty()
                ? "handle unknown"
                : image.handle() + (image.handleVerified() ? "" : " (not verified, and does not count)");
        page.line("  publisher  " + image.did() + ", " + handle);
        Long cameAt = image.cameAt();
        if (cameAt != null) {
            page.line("  evidence   " + word(image.evidence()) + ": commit " + image.commit() + ", rev " + image.rev()
                    + ", came " + Times.utc(cameAt));
        }
        if (!image.assumed().isEmpty()) {
            page.text("  assumed    ", image.assumed() + ".");
        }
    }

    private static String word(Proof evidence) {
        return switch (evidence) {
            case PASS -> "good";
            case FAIL -> "bad";
            case UNPROVEN -> "could not be checked";
            case NONE -> "none";
        };
    }

    private static ObjectNode json(Answer answer, TrustFile trust) {
        PolicyCase image = answer.image;
        TrustDecision decision = answer.decision;
        return JsonNodeFactory.instance
                .objectNode()
                .put("image", image.name())
                .put("did", image.did())
                .put("handle", image.handle())
                .put("handle_verified", image.handleVerified())
                .put("repository", image.repository())
                .put("digest", image.digest())
                .put("evidence", image.evidence().wireName())
                .put("commit", image.commit())
                .put("rev", image.rev())
                .put("assumed", image.assumed())
                .put("result", decision.result().wireName())
                .put("policy", decision.policyName())
                .put("line", decision.line())
                .put("line_text", trust.line(decision.line()))
                .put("reason", decision.reason());
    }

    private static ExitCode exit(List<Answer> answers) {
        List<Answer> denied = answers.stream()
                .filter(answer -> answer.decision.result() == TrustDecision.Result.DENIED)
                .toList();
        if (denied.isEmpty()) {
            return ExitCode.OK;
        }
        return denied.stream().allMatch(answer -> answer.image.evidence() == Proof.UNPROVEN)
                ? ExitCode.UNPROVEN
                : ExitCode.FOUND;
    }
}
