/** What becomes known of a DID: its log replayed and compared with what was known, its documents, its handle. Pure. */
@NullMarked
package dev.sigwatch.audit.identity;

import org.jspecify.annotations.NullMarked;
