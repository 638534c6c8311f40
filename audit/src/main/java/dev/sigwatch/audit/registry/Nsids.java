package dev.sigwatch.audit.registry;

/** The registry's collections. */
public final class Nsids {
    /** What all of them begin with. */
    public static final String AUTHORITY = "io.atcr.";

    /** Images, indexes of images, artifacts about images. */
    public static final String MANIFEST = "io.atcr.manifest";

    /** Names of images. */
    public static final String TAG = "io.atcr.tag";

    /** An account's own settings. */
    public static final String PROFILE = "io.atcr.sailor.profile";

    static final String STAR = "io.atcr.sailor.star";
    static final String WEBHOOK = "io.atcr.sailor.webhook";
    static final String REPO_PAGE = "io.atcr.repo.page";
    static final String LEGACY_HOLD = "io.atcr.hold";
    static final String CAPTAIN = "io.atcr.hold.captain";
    static final String CREW = "io.atcr.hold.crew";
    static final String LAYER = "io.atcr.hold.layer";
    static final String STATS = "io.atcr.hold.stats";
    static final String SCAN = "io.atcr.hold.scan";

    private Nsids() {}
}
