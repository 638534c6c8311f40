/**
 * Makes captures of live streams: folders that {@code check} and {@code replay} read.
 */
@NullMarked
package dev.sigwatch.standalone.capture;

import org.jspecify.annotations.NullMarked;
