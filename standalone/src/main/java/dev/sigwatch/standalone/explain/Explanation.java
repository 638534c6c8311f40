package dev.sigwatch.standalone.explain;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An alert explained to somebody who has never seen ATProto.
 *
 * @param moments what happened, in any order
 * @param proofs what was checked again just now, a line each
 * @param remedies until when and by whom it can be undone
 */
public record Explanation(Alert alert, List<Moment> moments, List<String> proofs, List<String> remedies) {
    private static final String ACCOUNTS =
            "Publishers of images have accounts whose name, the DID, never changes. A public directory keeps a log for each: the key "
                    + "that signs all the account publishes, the server it lives on, its handle, and the rotation keys that may change "
                    + "all this. Whoever has a rotation key controls the account; for 72 hours a stronger one can undo what a weaker "
                    + "one did. A server with the account's signing key can publish images in its name, with valid signatures.";

    /** The whole of it. */
    public List<String> lines() {
        Wrapped out = new Wrapped();
        out.line(alert.priority() + " " + alert.rule().name() + " "
                + alert.rule().wireName() + " " + alert.id() + ", "
                + alert.status().wireName());
        out.text("", alert.title());
        out.line("about " + about());
        if (!alert.did().isEmpty()) {
            out.section("What an account is", List.of(ACCOUNTS));
        }
        out.section("What this means", meaning());
        out.gap().line("What happened");
        moments.stream().sorted(Comparator.comparingLong(Moment::at)).forEach(moment -> tell(out, moment));
        out.section("What proves it, checked again just now", proofs);
        out.section("Until when it can be undone, and by whom", undo());
        out.section("What to do now", numbered(Advice.of(alert.rule())));
        List<String> commands = alert.commands().stream()
                .filter(command -> !command.contains("explain "))
                .map(Explanation::runnable)
                .toList();
        if (!commands.isEmpty()) {
            out.gap().line("See more");
            commands.forEach(command -> out.line("  " + command));
        }
        return out.lines();
    }

    private List<String> meaning() {
        List<String> lines = new ArrayList<>(List.of(alert.rule().sentence(), alert.sentence()));
        if (alert.rule() == Rule.K3) {
            lines.add(
                    "From then on a valid signature shows only that whoever holds the new key signed: VERIFIED does not mean that the "
                            + "owner wanted it.");
        }
        if (!alert.explainedBy().isEmpty()) {
            lines.add("It was expected: " + alert.explainedBy());
        }
        if (!alert.watchItem().isEmpty()) {
            lines.add("It is watched closely: " + alert.watchItem());
        }
        String takeover = alert.facts().getOrDefault("part_of", "");
        if (!takeover.isEmpty()) {
            lines.add("It is part of a larger incident: ./sigwatch explain " + takeover);
        }
        return lines;
    }

    private List<String> undo() {
        if (!remedies.isEmpty()) {
            return remedies;
        }
        Long deadline = alert.deadlineAt();
        return deadline == null ? List.of() : List.of("In the directory until " + Times.utc(deadline) + ".");
    }

    private String about() {
        if (alert.did().isEmpty()) {
            return alert.facts().getOrDefault("part", "the auditor itself");
        }
        String sure = alert.handleVerified() ? "" : ", a handle not verified";
        return alert.handle().isEmpty() ? alert.did() : alert.handle() + sure + ", " + alert.did();
    }

    private static void tell(Wrapped out, Moment moment) {
        out.text("  " + Times.utc(moment.at()) + "  ", moment.text());
        if (!moment.proof().isEmpty()) {
            out.line(" ".repeat(27) + "[" + moment.proof() + "]");
        }
    }

    private static List<String> numbered(List<String> texts) {
        List<String> lines = new ArrayList<>();
        texts.forEach(text -> lines.add((lines.size() + 1) + ". " + text));
        return lines;
    }

    private static String runnable(String command) {
        return command.startsWith("sigwatch ") ? "./" + command : command;
    }
}
