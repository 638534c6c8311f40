package dev.sigwatch.audit.policy;

/**
 * What in a document can be used, and is probably not what was meant.
 *
 * @param line from 1; 0 where it is about the whole
 */
public record PolicyWarning(int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? message : "line " + line + ": " + message;
    }
}
