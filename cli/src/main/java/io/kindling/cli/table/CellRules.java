package io.kindling.cli.table;

/**
 * What the numbers of a table must be.
 *
 * @param features those that go in
 * @param targets those that come out
 */
public record CellRules(CellRule features, CellRule targets) {}
