/**
 * What the registry's rules make of one record: which schema it fits, whether an image's digest is bound to its record, and every
 * contradiction that the record alone shows. {@link dev.sigwatch.audit.registry.RecordChecks} is the list; a rule is one class.
 *
 * <p>Nobody upstream holds these rules: servers accept records of collections they do not know as they are. So every value here is
 * whatever its writer chose. What is found are notes; none changes the verdict of a commit.
 */
@NullMarked
package dev.sigwatch.audit.registry;

import org.jspecify.annotations.NullMarked;
