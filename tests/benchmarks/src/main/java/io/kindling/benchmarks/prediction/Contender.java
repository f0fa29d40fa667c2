package io.kindling.benchmarks.prediction;

/** Someone who knows a model. Any number of threads ask at once, each by answers of its own. */
@FunctionalInterface
interface Contender {
  /** What a thread asks by: its rows are made ready, and its room is its own. */
  Answers answers();

  /** What is said of the rows of a question. */
  interface Answers {
    /** Of one row. */
    double one(int row);

    /** Of all rows, into an array of the caller's. */
    void all(double[] into);
  }
}
