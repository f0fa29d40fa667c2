package io.kindling.cli.table;

import java.util.List;

/**
 * What is wanted of a table's columns.
 *
 * @param features the names of those that go in
 * @param targets of those that come out
 * @param copied of those that are copied as they stand
 */
public record Wanted(List<String> features, List<String> targets, List<String> copied) {}
