package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.prediction.Contender.Answers;

/** Whoever is measured must first answer as loops by hand do. */
final class Agreement {
  /** Others add in another order, and functions of the JDK round in another way. */
  private static final double TOLERANCE = 1e-5;

  private Agreement() {}

  static void check(Question question, Answers answers) {
    Answers right = ByHand.of(question).answers();
    double[] all = new double[Question.ROWS];
    answers.all(all);
    for (int row = 0; row < all.length; row++) {
      check(answers.one(row), right.one(row));
      check(all[row], right.one(row));
    }
  }

  private static void check(double said, double right) {
    if (!(Math.abs(said - right) <= TOLERANCE)) {
      throw new IllegalStateException(said + " is not " + right);
    }
  }
}
