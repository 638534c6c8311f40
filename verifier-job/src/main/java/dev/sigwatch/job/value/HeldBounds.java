package dev.sigwatch.job.value;

/**
 * Which numbers the held events of a DID have.
 *
 * @param first the number of the event held longest
 * @param next the number the next one will get; equal to {@code first} where none is held
 */
public record HeldBounds(long first, long next) {
    /** Nothing held yet. */
    public static final HeldBounds NONE = new HeldBounds(0, 0);

    /** How many are held. */
    public int count() {
        return Math.toIntExact(next - first);
    }
}
