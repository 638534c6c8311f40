package dev.sigwatch.ingest.policy;

import java.util.List;

/** Policy files that cannot be followed. */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    PolicyException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All of them, one line each, naming the file. */
    public List<String> problems() {
        return problems;
    }
}
