package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.standalone.trust.Conclusion;
import dev.sigwatch.standalone.trust.Stage;
import dev.sigwatch.standalone.trust.Trail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --output}: a chain of trust for people, link by link as it is looked at, or for programs, at the end. */
final class TrustOutput {
    private final Terminal terminal;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the answer (default: ${DEFAULT-VALUE}).")
    private Form form = Form.text;

    /** As written on the command line. */
    @SuppressWarnings("EnumNaming")
    enum Form {
        text,
        json
    }

    TrustOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A new trail, whose stages are printed as they end. */
    Trail trail() {
        return new Trail(System::nanoTime, stage -> {
            if (form == Form.text) {
                terminal.out().println(line(stage));
            }
        });
    }

    /** Prints what it amounts to. */
    void conclude(Conclusion conclusion, @Nullable ArrayNode proven) {
        if (form == Form.text) {
            terminal.out().println();
            terminal.out().println(conclusion.verdict() + ": " + conclusion.sentence());
        } else {
            ObjectNode json = json(conclusion);
            if (proven != null) {
                json.set("proven", proven);
            }
            terminal.out().println(json);
        }
    }

    /** How the process ends. */
    static ExitCode exitCode(Verdict verdict, ExitCode unreadable) {
        return switch (verdict) {
            case VERIFIED -> ExitCode.OK;
            case UNPROVEN, NOTICE -> ExitCode.UNPROVEN;
            case VIOLATION -> ExitCode.FOUND;
            case MALFORMED -> unreadable;
        };
    }

    private static String line(Stage stage) {
        return String.format(
                Locale.ROOT,
                "%-8s  %-9s %,7d ms  %s",
                stage.outcome().wireName(),
                stage.name(),
                stage.millis(),
                stage.detail());
    }

    private static ObjectNode json(Conclusion conclusion) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("verdict", conclusion.verdict().name())
                .put("did", conclusion.did())
                .put("rev", conclusion.rev())
                .put("version", conclusion.version())
                .put("records", conclusion.records())
                .put("signature", conclusion.signature().wireName())
                .put("tree", conclusion.tree().wireName());
        ArrayNode findings = json.putArray("findings");
        conclusion.findings().stream()
                .map(finding -> finding.code().name())
                .distinct()
                .forEach(findings::add);
        ArrayNode stages = json.putArray("stages");
        for (Stage stage : conclusion.stages()) {
            stages.addObject()
                    .put("stage", stage.name())
                    .put("outcome", stage.outcome().wireName())
                    .put("millis", stage.millis())
                    .put("detail", stage.detail());
        }
        return json;
    }
}
