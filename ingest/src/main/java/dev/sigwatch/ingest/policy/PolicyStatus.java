package dev.sigwatch.ingest.policy;

import dev.sigwatch.audit.stream.PolicyText;
import java.util.List;

/**
 * A look at one document.
 *
 * @param publishedAt when the text in force was published, microseconds since the epoch; 0 for never
 * @param published how often since start
 * @param problems why the file as it is now is not in force, one line each; empty where it is
 */
public record PolicyStatus(PolicyText.Kind kind, long publishedAt, long published, List<String> problems) {}
