/** The boards: which rows and panels, which question each answers, and with which query. */
@NullMarked
package dev.sigwatch.dashboards.boards;

import org.jspecify.annotations.NullMarked;
