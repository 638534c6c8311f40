package dev.sigwatch.standalone.pipeline;

/** Told, in one line each, what happens while things start and stop. Called from several threads. */
public interface Progress {
    /** @param line no line break */
    void say(String line);
}
