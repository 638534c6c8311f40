package dev.sigwatch.ingest.identity;

/**
 * How hard directories are asked.
 *
 * @param plcConcurrency lookups at once in the PLC directory
 * @param plcPerSecond lookups begun there in a second, two requests each
 * @param webConcurrency lookups at once at one did:web host
 * @param webPerSecond lookups begun there in a second
 */
public record DirectoryLimits(int plcConcurrency, double plcPerSecond, int webConcurrency, double webPerSecond) {

    /** Polite towards a public directory, which publishes no number. */
    public static DirectoryLimits standard() {
        return new DirectoryLimits(8, 25, 2, 2);
    }

    /** For a directory of one's own on this machine: no rate to be polite about. */
    public static DirectoryLimits ownDirectory() {
        return new DirectoryLimits(8, Double.POSITIVE_INFINITY, 2, 2);
    }
}
