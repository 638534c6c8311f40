/** Who is told of alerts, and the books that the deployment itself is watched by. */
@NullMarked
package dev.sigwatch.standalone.notify;

import org.jspecify.annotations.NullMarked;
