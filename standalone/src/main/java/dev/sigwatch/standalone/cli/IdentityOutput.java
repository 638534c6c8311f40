package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcProblem;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.identity.PlcFindings;
import dev.sigwatch.standalone.trust.IdentityLog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --output} of {@code identity}: the timeline for people, or for programs. */
final class IdentityOutput {
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

    IdentityOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param at the moment asked about, null for all of the past */
    void print(IdentityLog log, @Nullable Instant at) {
        if (form == Form.json) {
            terminal.out().println(json(log, at));
        } else if (at == null) {
            new IdentityTimeline(log).lines().forEach(terminal.out()::println);
        } else {
            new IdentityTimeline(log).at(at).forEach(terminal.out()::println);
        }
    }

    private static ObjectNode json(IdentityLog log, @Nullable Instant at) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("did", log.did().value())
                .put("valid", log.history().isValid());
        codes(json.putArray("findings"), log.findings());
        ArrayNode operations = json.putArray("operations");
        for (int i = 0; i < log.operations().size(); i++) {
            LoggedOperation operation = log.operations().get(i);
            PlcStep step = log.history().steps().get(i);
            ObjectNode row = operations
                    .addObject()
                    .put("cid", operation.cid())
                    .put("type", operation.type())
                    .put("accepted_at", operation.createdAt())
                    .put("nullified", step.isNullified())
                    .put("signer_index", step.signerIndex())
                    .put("signing_key", operation.signingKey());
            codes(row.putArray("findings"), findings(step.problems()));
        }
        if (at != null) {
            long time = IdentityTimeline.micros(at);
            ObjectNode answer = json.putObject("at").put("time", at.toString());
            moment(answer.putObject("as_served"), log, log.history().asServedAt(time));
            moment(answer.putObject("canonical"), log, log.history().canonicalAt(time));
        }
        return json;
    }

    private static void moment(ObjectNode out, IdentityLog log, int place) {
        boolean isAny = place != PlcStep.NONE;
        out.put("cid", isAny ? log.operations().get(place).cid() : "")
                .put("signing_key", isAny ? log.operations().get(place).signingKey() : "");
    }

    private static List<Finding> findings(List<PlcProblem> problems) {
        return PlcFindings.of(problems);
    }

    private static void codes(ArrayNode out, List<Finding> findings) {
        findings.stream().map(finding -> finding.code().name()).distinct().forEach(out::add);
    }
}
