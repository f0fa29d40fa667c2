package io.kindling.cli.training;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.report.Scores;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One training in several places; the first is what the others are compared with. */
public final class Trials {
  private final List<Trial> trials;
  private final List<Comparison> comparisons;

  /** Compares at least two. */
  public Trials(List<Trial> trials) {
    this.trials = trials;
    this.comparisons =
        trials.stream().skip(1).map(trial -> Comparison.of(trials.get(0), trial)).toList();
  }

  /** A column for each, and what they come to. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(line("epochs", trial -> trial.history().epochs().size() + ""));
    lines.add(line("first loss", trial -> (float) trial.history().epochs().get(0).loss() + ""));
    lines.add(line("last loss", trial -> (float) trial.history().last().loss() + ""));
    lines.add(apart("losses", comparison -> bits(comparison.hasEqualLosses())));
    lines.add(apart("  apart by", comparison -> shown(comparison.losses().size())));
    lines.add(apart("  at most in", comparison -> comparison.losses().where()));
    lines.add(apart("weights", comparison -> bits(comparison.hasEqualWeights())));
    lines.add(apart("  apart by", comparison -> shown(comparison.weights().size())));
    lines.add(apart("  at most in", comparison -> comparison.weights().where()));
    scores(lines);
    lines.add(line("time", trial -> Numbers.shown(trial.seconds()) + " s"));
    lines.removeIf(line -> line.stream().skip(1).allMatch(String::isEmpty));
    return Grid.text(line("", Trial::place), lines)
        + "the time of the first is also that of the JVM's warming up\n"
        + verdict();
  }

  private List<String> line(String name, Function<Trial, String> cell) {
    List<String> line = new ArrayList<>(List.of(name));
    trials.forEach(trial -> line.add(cell.apply(trial)));
    return line;
  }

  /** A line of what the first has not: it is what the others are compared with. */
  private List<String> apart(String name, Function<Comparison, String> cell) {
    List<String> line = new ArrayList<>(List.of(name, ""));
    comparisons.forEach(comparison -> line.add(cell.apply(comparison)));
    return line;
  }

  /** A line for each number that says how good the models are. */
  private void scores(List<List<String>> lines) {
    trials
        .get(0)
        .scores()
        .forEach(
            (part, scores) ->
                scores
                    .keySet()
                    .forEach(
                        name ->
                            lines.add(
                                line(
                                    part + " " + Scores.shown(name),
                                    trial -> score(trial, part, name)))));
  }

  private static String score(Trial trial, String part, String name) {
    Double score = trial.scores().getOrDefault(part, Map.of()).get(name);
    return score == null ? "" : Numbers.shown(score);
  }

  private static String bits(boolean equal) {
    return equal ? "equal bits" : "other bits";
  }

  private static String shown(double apart) {
    return apart == 0 ? "" : Numbers.shown(apart);
  }

  private String verdict() {
    boolean losses = comparisons.stream().allMatch(Comparison::hasNearLosses);
    boolean weights = comparisons.stream().allMatch(Comparison::hasNearWeights);
    if (comparisons.stream().allMatch(Comparison::hasEqualWeights)) {
      return "the models are the same to the last bit"
          + (comparisons.stream().allMatch(Comparison::hasEqualLosses)
              ? ", and so is every loss\n"
              : "; their losses on the way are not\n");
    }
    if (losses && weights) {
      return "as near as the numeric contract promises: losses to 1e-4 of themselves, weights to"
          + " 1e-4\n";
    }
    return losses
        ? "losses are as near as the numeric contract promises, to 1e-4 of themselves; weights are"
            + " farther apart than 1e-4: where the loss is flat, rounding moves them\n"
        : "farther apart than the numeric contract promises: losses to 1e-4 of themselves, weights"
            + " to 1e-4\n";
  }

  /**
   * The same for a program.
   *
   * @param unusable where it could not be computed, and why
   */
  public Map<String, @Nullable Object> json(Map<String, String> unusable) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      Map<String, @Nullable Object> one =
          JsonOption.object(
              "backend", trial.backend(),
              "version", trial.version(),
              "device", trial.device(),
              "seconds", trial.seconds(),
              "losses", trial.history().epochs().stream().map(Epoch::loss).toList(),
              "metrics", trial.scores());
      if (i > 0) {
        Comparison comparison = comparisons.get(i - 1);
        one.put("losses_apart", comparison.losses().size());
        one.put("weights_apart", comparison.weights().size());
        one.put("equal_losses", comparison.hasEqualLosses());
        one.put("equal_weights", comparison.hasEqualWeights());
        one.put("near_losses", comparison.hasNearLosses());
        one.put("near_weights", comparison.hasNearWeights());
      }
      all.add(one);
    }
    return JsonOption.object("trials", all, "unusable", unusable);
  }
}
