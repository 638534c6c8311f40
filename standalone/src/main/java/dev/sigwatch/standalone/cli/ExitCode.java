package dev.sigwatch.standalone.cli;

/** How a command ends; the numbers are a public interface, 64 and up as in BSD's {@code sysexits.h}. */
public enum ExitCode {
    /** It did what was asked and found nothing wrong. */
    OK(0),
    /** It did what was asked and found something wrong: a violation, an imbalance, a failed check. */
    FOUND(1),
    /** What it was given cannot be read: a capture, an answer. */
    UNREADABLE(2),
    /** It did what was asked, found nothing wrong, and could not check all of it. */
    UNPROVEN(3),
    /** Bad usage; the message names the option. */
    USAGE(64),
    /** A part could not be started or reached. */
    START_FAILED(69),
    /** A part died while running, or a defect of ours. */
    DIED(70);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The process's exit status. */
    public int status() {
        return status;
    }
}
