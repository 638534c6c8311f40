package dev.sigwatch.audit.registry;

/**
 * When forms of records came into use, oldest first. Published schemas were changed in place and carry no version, so the months are
 * those of the changes as far as they are known; a form that only archives of a later month show is named by that month.
 */
enum Era {
    /** Before the schemas were published: the storage service by URL, image contents in the record only, tags by digest. */
    OCTOBER_2025("2025-10"),
    /** The first published schemas: storage by DID, manifests as blobs, tags by URI, and from 27 December on limits on lengths. */
    DECEMBER_2025("2025-12"),
    /** Layers name the manifest they are of; scans, statistics and stars appear. */
    FEBRUARY_2026("2026-02"),
    /** Tags have a media type, scans a status, captains a successor. */
    AUGUST_2026("2026-08");

    private final String month;

    Era(String month) {
        this.month = month;
    }

    /** The name in tables: a year and a month. */
    String month() {
        return month;
    }

    boolean isBefore(Era other) {
        return compareTo(other) < 0;
    }

    /** Whether schemas said how long a text may be. */
    boolean limitsLengths() {
        return !isBefore(DECEMBER_2025);
    }
}
