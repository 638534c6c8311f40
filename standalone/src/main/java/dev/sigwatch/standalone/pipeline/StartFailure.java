package dev.sigwatch.standalone.pipeline;

import org.jspecify.annotations.Nullable;

/** A part did not start; the message is one line that names the part and says why. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    StartFailure(String line, @Nullable Throwable cause) {
        super(line, cause);
    }

    static StartFailure of(PartName part, Throwable cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new StartFailure(part.text() + " did not start: " + why, cause);
    }
}
