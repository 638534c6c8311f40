package dev.sigwatch.audit.policy;

/**
 * Why a document is refused.
 *
 * @param line from 1; 0 where it is about the whole
 */
public record PolicyError(int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? message : "line " + line + ": " + message;
    }
}
