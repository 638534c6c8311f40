package dev.sigwatch.audit.health;

import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;

/**
 * What is wrong with a part, by its reports so far.
 *
 * @param kind tells incidents of one part apart: {@code silent}, {@code behind}, …
 * @param title one line
 * @param sentence what it means, and what to do
 * @param saying what the newest report says of it, for the story
 */
record Trouble(Rule rule, String kind, Priority priority, String title, String sentence, String saying) {}
