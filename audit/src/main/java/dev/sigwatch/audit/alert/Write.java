package dev.sigwatch.audit.alert;

/**
 * A registry record that a commit wrote.
 *
 * @param at when the commit arrived, microseconds since the epoch
 * @param image what was written, for people: {@code app:latest} or {@code app@sha256:…}
 * @param key did:key the commit was judged by
 * @param evidence an id in {@code evidence}, empty if there is none
 */
public record Write(long at, String image, String repository, String commitCid, String key, String evidence) {}
