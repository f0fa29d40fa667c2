package io.kindling.cli.table;

import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a table must be.
 *
 * @param features those that go in
 * @param targets those that come out
 * @param strangers counts the levels that a model does not know; null where all are known
 */
public record CellRules(CellRule features, CellRule targets, @Nullable Strangers strangers) {
  /** The same, where all levels of categories are known. */
  public CellRules(CellRule features, CellRule targets) {
    this(features, targets, null);
  }
}
