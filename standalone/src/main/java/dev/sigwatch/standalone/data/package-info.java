/**
 * The data folder of one deployment: where each part keeps its files, who may use it, and where its servers answer.
 *
 * <p>Nothing here starts anything.
 */
@NullMarked
package dev.sigwatch.standalone.data;

import org.jspecify.annotations.NullMarked;
