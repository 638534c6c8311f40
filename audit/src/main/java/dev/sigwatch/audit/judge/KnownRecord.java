package dev.sigwatch.audit.judge;

/**
 * A registry record as operations, or an export, last showed it.
 *
 * @param cid of the record
 * @param exportedAt the export that showed it last, by its time in microseconds since the epoch; 0 if none did yet
 */
public record KnownRecord(String cid, long exportedAt) {
    /** Registry records remembered per DID; changes of more are not noticed. The largest publishers have some thousands. */
    public static final int MAX_TRACKED = 100_000;
}
