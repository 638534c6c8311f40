package dev.sigwatch.audit.judge;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is remembered of one DID, on the heap. */
public final class MemoryState implements DidState {
    private final Deque<HeldEvent> held = new ArrayDeque<>();
    private KeyTimeline keys = KeyTimeline.EMPTY;
    private RepoHeads heads = RepoHeads.EMPTY;

    @Override
    public KeyTimeline keys() {
        return keys;
    }

    @Override
    public void keys(KeyTimeline next) {
        keys = next;
    }

    @Override
    public RepoHeads heads() {
        return heads;
    }

    @Override
    public void heads(RepoHeads next) {
        heads = next;
    }

    @Override
    public int heldCount() {
        return held.size();
    }

    @Override
    public HeldEvent firstHeld() {
        return held.getFirst();
    }

    @Override
    public void replaceFirstHeld(HeldEvent event) {
        held.removeFirst();
        held.addFirst(event);
    }

    @Override
    public void removeFirstHeld() {
        held.removeFirst();
    }

    @Override
    public void addHeld(HeldEvent event) {
        held.addLast(event);
    }
}
