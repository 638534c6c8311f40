package dev.sigwatch.audit.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A capture that cannot be read; the message is one line for the person who gave it. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    public CaptureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
