package io.kindling.cli.report;

import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shows how good models are, side by side. */
public final class Verdicts {
  private Verdicts() {}

  /** A line for each number and a column for each model; then what each took for which. */
  public static String text(List<Verdict> verdicts) {
    List<String> header = new ArrayList<>(List.of(""));
    List<String> targets = new ArrayList<>(List.of("predicts"));
    List<String> rows = new ArrayList<>(List.of("rows"));
    List<String> leftOut = new ArrayList<>(List.of("left out"));
    Set<String> names = new LinkedHashSet<>();
    for (Verdict verdict : verdicts) {
      header.add(verdict.model());
      targets.add(String.join(", ", verdict.targets().names()));
      rows.add(Long.toString(verdict.rows()));
      leftOut.add(Long.toString(verdict.leftOut()));
      names.addAll(verdict.scores().keySet());
    }
    List<List<String>> lines = new ArrayList<>(List.of(targets, rows));
    if (verdicts.stream().anyMatch(verdict -> verdict.leftOut() > 0)) {
      lines.add(leftOut);
    }
    for (String name : names) {
      List<String> line = new ArrayList<>(List.of(Scores.shown(name)));
      for (Verdict verdict : verdicts) {
        Double score = verdict.scores().get(name);
        line.add(score == null ? "" : score.isNaN() ? "undefined" : Numbers.shown(score));
      }
      lines.add(line);
    }
    StringBuilder text = new StringBuilder(Grid.text(header, lines));
    for (Verdict verdict : verdicts) {
      String tally = verdict.tally().text();
      if (!tally.isEmpty()) {
        text.append(verdicts.size() > 1 ? "\n" + verdict.model() + ":" : "").append(tally);
      }
    }
    return text.toString();
  }
}
