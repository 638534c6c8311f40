package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.policy.TrustPolicy;
import dev.sigwatch.audit.policy.TrustedDid;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        header = "Says what is wrong with a trust policy, each fault with its line.",
        description = {
            "Exits with 0 if it can be used, also where something in it is probably not as meant; 2 if it has errors: then it would not "
                    + "be taken, and the one before would stay in force."
        })
final class PolicyCheckCommand implements Callable<Integer> {
    /** As long before as the first reminder. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The policy, as YAML.")
    private Path file = Path.of("");

    PolicyCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TrustFile read = TrustFile.read(file);
        PrintWriter out = terminal.out();
        if (!read.reading().isGood()) {
            read.reading().errors().forEach(error -> out.println(file + ": " + error));
            return ExitCode.UNREADABLE.status();
        }
        TrustPolicy policy = read.policy();
        policy.warnings().forEach(warning -> out.println(file + ": warning: " + warning));
        Instant now = Clock.systemUTC().instant();
        for (TrustedDid did : policy.neededDids()) {
            Long expires = did.expiresAt();
            if (expires != null && expires < AlertRows.micros(now.plus(SOON))) {
                String when =
                        expires <= AlertRows.micros(now) ? " is trusted no more" : " will soon be trusted no more";
                out.println(file + ": note: line " + did.expiresAtLine() + ": " + did.text() + when);
            }
        }
        out.println(file + ": good; policies in their order: " + String.join(", ", policy.policyNames())
                + "; other images: " + policy.defaultAction());
        out.println("SHA-256 " + policy.hash());
        return ExitCode.OK.status();
    }
}
