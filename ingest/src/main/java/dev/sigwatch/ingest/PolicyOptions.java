package dev.sigwatch.ingest;

import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.ingest.policy.PolicyException;
import dev.sigwatch.ingest.policy.PolicyFile;
import dev.sigwatch.ingest.policy.PolicyPublisher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The documents that people keep, as the operator says.
 *
 * @param watchlist whom to watch closely, and which keys are revoked
 * @param expectations which changes are expected
 * @param trustPolicy whose images count where
 */
public record PolicyOptions(Optional<Path> watchlist, Optional<Path> expectations, Optional<Path> trustPolicy) {

    /** Without a trust policy. */
    public PolicyOptions(Optional<Path> watchlist, Optional<Path> expectations) {
        this(watchlist, expectations, Optional.empty());
    }

    /** None of them: nobody is watched closely, nothing is expected, and no image is decided on. */
    public static PolicyOptions none() {
        return new PolicyOptions(Optional.empty(), Optional.empty());
    }

    /** Reads and checks them, adding every problem. */
    List<PolicyFile> check(List<String> problems) {
        return List.of(
                check("--watchlist ", PolicyFile.of(PolicyText.Kind.WATCHLIST, watchlist), problems),
                check("--expectations ", PolicyFile.of(PolicyText.Kind.EXPECTATIONS, expectations), problems),
                check("--trust-policy ", PolicyFile.of(PolicyText.Kind.TRUST, trustPolicy), problems));
    }

    private static PolicyFile check(String option, PolicyFile file, List<String> problems) {
        try {
            PolicyPublisher.check(List.of(file));
        } catch (PolicyException e) {
            e.problems().forEach(problem -> problems.add(option + problem));
        }
        return file;
    }
}
