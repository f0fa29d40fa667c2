package io.kindling.cli.options;

/** What is done about a row that a model has no answer to. */
public enum OnError {
  /** It ends the command. */
  STOP,
  /** It is left out. */
  SKIP,
  /** Its predictions are empty. */
  EMPTY
}
