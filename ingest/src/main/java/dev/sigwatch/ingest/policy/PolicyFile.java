package dev.sigwatch.ingest.policy;

import dev.sigwatch.audit.stream.PolicyText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A document and where it is kept.
 *
 * @param file empty where the operator keeps none: then it has no entries
 * @param check the errors of a text, one line each; empty for a text that may be followed
 */
public record PolicyFile(PolicyText.Kind kind, Optional<Path> file, Function<String, List<String>> check) {}
