package io.kindling.cli.options;

/** What is done about missing cells that nothing is known to stand for. */
public enum Unfilled {
  FAIL,
  DROP
}
