package io.kindling.report;

/**
 * A column as it stands in a table, before anything is done to it.
 *
 * @param name its name
 * @param use what it is used for, in a word such as {@code feature}
 * @param missing how many of its cells are missing
 * @param distribution what the others hold
 */
public record ColumnSummary(String name, String use, long missing, Distribution distribution) {}
