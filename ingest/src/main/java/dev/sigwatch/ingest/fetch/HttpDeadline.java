package dev.sigwatch.ingest.fetch;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.jspecify.annotations.Nullable;

/** Cancels whichever request of one fetch is under way when its time is over: a server may drip bytes for ever. */
final class HttpDeadline {
    private @Nullable HttpGet current;
    private boolean passed;

    /** Puts a request under the deadline; false if the time is over. */
    synchronized boolean guard(HttpGet request) {
        current = request;
        return !passed;
    }

    synchronized void pass() {
        passed = true;
        if (current != null) {
            current.cancel();
        }
    }

    synchronized boolean passed() {
        return passed;
    }
}
