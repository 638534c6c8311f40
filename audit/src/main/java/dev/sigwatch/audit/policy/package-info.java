/** What people say beforehand: whom to watch closely, and which changes to expect. Pure. */
@NullMarked
package dev.sigwatch.audit.policy;

import org.jspecify.annotations.NullMarked;
