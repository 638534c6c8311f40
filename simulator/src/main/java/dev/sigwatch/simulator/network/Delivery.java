package dev.sigwatch.simulator.network;

/** What the relay does on a connection when it comes to an entry of its log. */
public enum Delivery {
    /** Sends the bytes as a binary message. */
    BINARY(false),
    /** Sends the bytes as a text message, which the protocol does not have. */
    TEXT(false),
    /** Sends the bytes as a binary message and closes, as hosts do after an error frame. */
    BINARY_THEN_CLOSE(true),
    /** Sends half of the bytes as the beginning of a message, then breaks the connection. */
    BREAK(true),
    /** Sends nothing for a few seconds. */
    STALL(true),
    /** Sends nothing: the relay keeps the bytes to itself. */
    WITHHELD(false);

    private final boolean once;

    Delivery(boolean once) {
        this.once = once;
    }

    /** Whether it happens to the first connection that gets there only, so that a client that comes back gets past it. */
    public boolean once() {
        return once;
    }
}
