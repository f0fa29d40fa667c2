package io.kindling.cli.training;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** A line for each, and what they come to. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      List<String> line = new ArrayList<>();
      line.add(trial.place());
      line.add(trial.history().epochs().size() + "");
      line.add((float) trial.history().epochs().get(0).loss() + "");
      line.add((float) trial.history().last().loss() + "");
      if (i == 0) {
        line.addAll(List.of("", "", ""));
      } else {
        Comparison comparison = comparisons.get(i - 1);
        line.add(shown(comparison.losses()));
        line.add(shown(comparison.weights()));
        line.add(comparison.isEqual() ? "equal" : "differ");
      }
      line.add(Numbers.shown(trial.seconds()) + " s");
      lines.add(line);
    }
    List<String> header =
        List.of(
            "",
            "epochs",
            "first loss",
            "last loss",
            "losses apart",
            "weights apart",
            "bits",
            "training");
    return "\n" + Grid.text(header, lines) + verdict();
  }

  private static String shown(Comparison.Gap gap) {
    return gap.where().isEmpty() ? "0" : Numbers.shown(gap.size()) + " (" + gap.where() + ")";
  }

  private String verdict() {
    return comparisons.stream().allMatch(Comparison::isEqual)
        ? "the same to the last bit: every loss, every weight\n"
        : comparisons.stream().allMatch(Comparison::isWithin)
            ? "as near as the numeric contract promises: " + Comparison.BOUNDS + "\n"
            : "farther apart than the numeric contract promises: " + Comparison.BOUNDS + "\n";
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
        one.put("bits_equal", comparison.isEqual());
        one.put("within_contract", comparison.isWithin());
      }
      all.add(one);
    }
    return JsonOption.object("trials", all, "unusable", unusable);
  }
}
