package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.measure.Measure;
import io.kindling.benchmarks.prediction.Contender.Answers;
import java.util.List;

/**
 * How the times of single calls are spread: each call is timed by itself, a predictor's, those of
 * loops by hand, and calls of nothing, in turns. Prints a line {@value Measure#RESULT} for each
 * quantile. What the clock itself takes, the median of nothing, is taken off.
 */
public final class Spread {
  /** A call of nothing: the clock alone. */
  public static final String NOTHING = "nothing";

  /** Whose times there are. */
  public static final List<String> CONTENDERS =
      List.of(Contenders.KINDLING, Contenders.BY_HAND, NOTHING);

  /**
   * The median, and what one call of a hundred takes longer than, of a thousand, of ten thousand.
   */
  public static final List<Double> QUANTILES = List.of(0.5, 0.99, 0.999, 0.9999);

  private static final int CALLS = 20_000;
  private static final int TURNS = 64;

  private Spread() {}

  /** Calls, by how many nanoseconds each took. */
  private static final class Times {
    /** What takes longer is counted as this. */
    private static final int LONGEST = 1 << 20;

    private final Answers answers;
    private int[] counts = new int[LONGEST + 1];

    Times(Answers answers) {
      this.answers = answers;
    }

    void forget() {
      counts = new int[LONGEST + 1];
    }

    void measure() {
      double sum = 0;
      for (int i = 0; i < CALLS; i++) {
        long start = System.nanoTime();
        sum += answers.one(i & TURNS - 1);
        counts[(int) Math.min(LONGEST, System.nanoTime() - start)]++;
      }
      if (Double.isNaN(sum)) {
        throw new IllegalStateException("not a number");
      }
    }

    double quantile(double part) {
      long calls = 0;
      for (int count : counts) {
        calls += count;
      }
      int nanos = 0;
      for (long within = counts[0]; within < part * calls; within += counts[nanos]) {
        nanos++;
      }
      return nanos;
    }
  }

  /**
   * How a quantile is filed.
   *
   * @param question of what
   * @param contender whose
   * @param quantile which
   * @return its name
   */
  public static String name(Question question, String contender, double quantile) {
    return question + "-spread-" + contender + "-" + quantile;
  }

  /**
   * Measures.
   *
   * @param args what, how many turns
   */
  public static void main(String[] args) {
    Question question = Question.valueOf(args[0]);
    int turns = Integer.parseInt(args[1]);
    List<Times> all = CONTENDERS.stream().map(name -> new Times(answers(name, question))).toList();
    for (int turn = -turns / 2; turn < turns; turn++) {
      if (turn == 0) {
        all.forEach(Times::forget); // what went before is compiled for good
      }
      all.forEach(Times::measure);
    }
    double clock = all.get(CONTENDERS.indexOf(NOTHING)).quantile(0.5);
    for (int i = 0; i < CONTENDERS.size(); i++) {
      for (double quantile : QUANTILES) {
        String name = name(question, CONTENDERS.get(i), quantile);
        double nanos = all.get(i).quantile(quantile) - clock;
        System.out.println(Measure.RESULT + "," + name + "," + nanos);
      }
    }
  }

  private static Answers answers(String name, Question question) {
    return name.equals(NOTHING) ? new Nothing() : Contenders.named(name, question).answers();
  }
}
