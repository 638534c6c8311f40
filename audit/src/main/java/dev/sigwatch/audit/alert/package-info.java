/** What people must be told: rules, one detector each, and the incidents they make. Pure. */
@NullMarked
package dev.sigwatch.audit.alert;

import org.jspecify.annotations.NullMarked;
