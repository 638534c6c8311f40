package dev.sigwatch.standalone.doctor;

/**
 * One thing looked at.
 *
 * @param subject what was looked at
 * @param text what was found, and what to do where it is not good
 */
public record Diagnosis(Level level, String subject, String text) {
    /** How good it is. */
    public enum Level {
        /** As it should be. */
        OK("ok"),
        /** Works, but less well than it could, or not for everything. */
        WARN("warn"),
        /** A start would fail. */
        FAIL("fail");

        private final String text;

        Level(String text) {
            this.text = text;
        }
    }

    static Diagnosis ok(String subject, String text) {
        return new Diagnosis(Level.OK, subject, text);
    }

    static Diagnosis warn(String subject, String text) {
        return new Diagnosis(Level.WARN, subject, text);
    }

    static Diagnosis fail(String subject, String text) {
        return new Diagnosis(Level.FAIL, subject, text);
    }

    /** The line that is printed. */
    public String line() {
        return String.format("%-4s  %-14s %s", level.text, subject, text);
    }
}
