package dev.sigwatch.audit.judge;

/** What is remembered of one DID. The job keeps it in keyed state, the command line in memory. */
public interface DidState {
    /** Never null; {@link KeyTimeline#EMPTY} at first. */
    KeyTimeline keys();

    void keys(KeyTimeline keys);

    /** Never null; {@link RepoHeads#EMPTY} at first. */
    RepoHeads heads();

    void heads(RepoHeads heads);

    /** How many events are held. */
    int heldCount();

    /** The event held longest; only while {@link #heldCount} is not 0. */
    HeldEvent firstHeld();

    void replaceFirstHeld(HeldEvent event);

    void removeFirstHeld();

    void addHeld(HeldEvent event);
}
