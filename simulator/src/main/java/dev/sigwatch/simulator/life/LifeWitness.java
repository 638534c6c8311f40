package dev.sigwatch.simulator.life;

/** Who looks on: told everything that reaches an auditor, in the order of time. Times are microseconds since the epoch. */
public interface LifeWitness {
    /**
     * A frame has arrived.
     *
     * @param host of the relay that sent it
     * @param previousSeq the highest number that the same connection delivered before, -1 for its first
     */
    void frame(String host, long seq, long previousSeq, long at, byte[] bytes);

    /**
     * The directory has said something of a DID, or could not be asked.
     *
     * @param kind {@code plc-audit-log}, {@code plc-op}, {@code did-document}, {@code not-found}, {@code unavailable}
     * @param source the URL asked
     */
    void told(String did, String kind, String source, long at, byte[] body);
}
