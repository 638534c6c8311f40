package dev.sigwatch.standalone.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Over once all frames of a feed are on their way and each has its row. */
final class Judged implements Session.Done {
    private final CompletableFuture<Long> fed;
    private final SqlReader reader;

    /** @param fed completes with how many frames there are */
    Judged(CompletableFuture<Long> fed, SqlReader reader) {
        this.fed = fed;
        this.reader = reader;
    }

    @Override
    public boolean isDone() throws IOException, InterruptedException {
        if (!fed.isDone()) {
            return false;
        }
        try {
            Reconciliation books = Reconciliation.read(reader);
            return books.received() >= fed.join() && books.balanced();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure(ExitCode.UNREADABLE, String.valueOf(cause.getMessage()), cause);
        }
    }
}
