package dev.sigwatch.ingest.desk;

/** What has to be signed once a request is dealt with. */
@FunctionalInterface
public interface Receipt {
    /** The request is answered or given up; safe from any thread, any number of times. */
    void done();
}
