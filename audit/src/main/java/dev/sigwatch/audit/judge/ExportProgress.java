package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Judgement;

/**
 * An export of which not all parts were judged yet.
 *
 * @param fetchedAt names the export: the time of its arrival, microseconds since the epoch
 * @param next index of the part to come
 * @param judgement of the first part, which speaks for all
 * @param comparable whether what was known of its records is of before the export, so that differences mean something
 */
public record ExportProgress(long fetchedAt, int next, Judgement judgement, boolean comparable) {}
