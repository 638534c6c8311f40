/** One class per rule, what they share to say it in words, and which conclusions they want to see. Pure. */
@NullMarked
package dev.sigwatch.audit.alert.detect;

import org.jspecify.annotations.NullMarked;
