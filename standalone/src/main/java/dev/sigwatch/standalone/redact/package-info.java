/** What is left of evidence once the contents of records are taken out of it. Pure. */
@NullMarked
package dev.sigwatch.standalone.redact;

import org.jspecify.annotations.NullMarked;
