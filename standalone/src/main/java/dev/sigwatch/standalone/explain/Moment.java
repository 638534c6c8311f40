package dev.sigwatch.standalone.explain;

/**
 * Something that happened.
 *
 * @param at microseconds since the epoch
 * @param text for people
 * @param proof CID of an operation or id of an item of evidence, empty if there is none
 */
public record Moment(long at, String text, String proof) {}
