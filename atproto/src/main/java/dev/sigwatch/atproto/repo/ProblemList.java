package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The first of the problems of one archive, however many it has. */
final class ProblemList {
    /** Problems that are listed; more of them say nothing new. */
    static final int MAX_PROBLEMS = 64;

    private final List<TreeProblem> problems = new ArrayList<>();

    void add(Kind kind, String detail) {
        add(new TreeProblem(kind, detail));
    }

    void add(TreeProblem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    List<TreeProblem> list() {
        return Collections.unmodifiableList(problems);
    }
}
