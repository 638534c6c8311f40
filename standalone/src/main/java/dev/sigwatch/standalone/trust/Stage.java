package dev.sigwatch.standalone.trust;

/**
 * One link of the chain, looked at.
 *
 * @param name one word
 * @param millis how long it took
 * @param detail one line for people: what was proven, or what hinders
 */
public record Stage(String name, Outcome outcome, long millis, String detail) {}
