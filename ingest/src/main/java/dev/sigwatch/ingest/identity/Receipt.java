package dev.sigwatch.ingest.identity;

/** What has to be signed once a request is dealt with. */
@FunctionalInterface
interface Receipt {
    /** The request is answered or given up; safe from any thread, any number of times. */
    void done();
}
