package dev.sigwatch.standalone.explain;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.notifier.PlainText;
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
    private static final int WIDTH = 110;
    private static final int MOST = 1_000;

    private static final String ACCOUNTS =
            "Publishers of images have accounts whose name, the DID, never changes. A public directory keeps a log for each: the key "
                    + "that signs all the account publishes, the server it lives on, its handle, and the rotation keys that may change "
                    + "all this. Whoever has a rotation key controls the account; for 72 hours a stronger one can undo what a weaker "
                    + "one did. A server with the account's signing key can publish images in its name, with valid signatures.";

    /** The whole of it. */
    public List<String> lines() {
        List<String> out = new ArrayList<>();
        out.add(alert.priority() + " " + alert.rule().name() + " "
                + alert.rule().wireName() + " " + alert.id() + ", "
                + alert.status().wireName());
        wrap(out, "", alert.title());
        out.add("about " + PlainText.line(about(), MOST));
        if (!alert.did().isEmpty()) {
            section(out, "What an account is", List.of(ACCOUNTS));
        }
        section(out, "What this means", meaning());
        out.add("");
        out.add("What happened");
        moments.stream().sorted(Comparator.comparingLong(Moment::at)).forEach(moment -> tell(out, moment));
        section(out, "What proves it, checked again just now", proofs);
        section(out, "Until when it can be undone, and by whom", undo());
        section(out, "What to do now", numbered(Advice.of(alert.rule())));
        List<String> commands = alert.commands().stream()
                .filter(command -> !command.contains("explain "))
                .map(Explanation::runnable)
                .toList();
        if (!commands.isEmpty()) {
            out.add("");
            out.add("See more");
            commands.forEach(command -> out.add("  " + PlainText.line(command, MOST)));
        }
        return out;
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

    private static void tell(List<String> out, Moment moment) {
        wrap(out, "  " + Times.utc(moment.at()) + "  ", moment.text());
        if (!moment.proof().isEmpty()) {
            out.add(" ".repeat(27) + "[" + PlainText.line(moment.proof(), MOST) + "]");
        }
    }

    private static void section(List<String> out, String title, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        out.add("");
        out.add(title);
        texts.forEach(text -> wrap(out, "  ", text));
    }

    /** The text on lines of a readable width, the first behind a lead, the others below its end. */
    private static void wrap(List<String> out, String lead, String text) {
        StringBuilder line = new StringBuilder(lead);
        String indent = " ".repeat(lead.length());
        boolean fresh = true;
        for (String word : PlainText.line(text, MOST).split(" ")) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                out.add(line.toString());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        out.add(line.toString());
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
