package dev.sigwatch.job.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** One call to the state backend. Its failing is not the audit's business: it fails the task, which starts again from the checkpoint. */
interface BackendAccess<T> {
    @Nullable
    T run() throws Exception;

    static <T> @Nullable T of(BackendAccess<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("keyed state", e);
        }
    }
}
