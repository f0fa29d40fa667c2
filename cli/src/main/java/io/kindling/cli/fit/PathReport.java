package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.PathOptions;
import io.kindling.cli.plot.PathPictures;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.statistics.CrossValidation;
import io.kindling.statistics.LinearFit;
import io.kindling.statistics.RegularizationPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is said of a path. */
public final class PathReport {
  private static final int MOST_NAMED = 8;
  private static final String NO_ERRORS =
      "no standard errors, no p: a penalty draws coefficients to 0, by how much nobody knows";

  private final RegularizationPath path;
  private final @Nullable CrossValidation validation;
  private final PathOptions.@Nullable Dealt dealt;
  private final List<Shown> shown = new ArrayList<>();
  private final @Nullable Shown asked;

  /**
   * A solution that has a column in the table.
   *
   * @param name what stands above it
   * @param validation what has judged its path; null for nothing
   * @param at where it is in that
   */
  private record Shown(
      String name,
      RegularizationPath.Solution solution,
      @Nullable CrossValidation validation,
      int at) {
    @Nullable Double error() {
      return validation == null ? null : validation.errors().get(at);
    }

    @Nullable Double standardError() {
      return validation == null ? null : validation.standardErrors().get(at);
    }
  }

  /**
   * About a path and how good it is.
   *
   * @param dealt the folds
   * @param other a path of one λ that is shown beside the best; null for none
   */
  public PathReport(
      CrossValidation validation, PathOptions.Dealt dealt, @Nullable CrossValidation other) {
    this.path = validation.path();
    this.validation = validation;
    this.dealt = dealt;
    shown.add(shown(PathPictures.MIN, path, validation, validation.min()));
    shown.add(
        shown(PathPictures.ONE_STANDARD_ERROR, path, validation, validation.oneStandardError()));
    asked = other == null ? null : shown(null, other.path(), other, 0);
    showAsked();
  }

  /**
   * About a path of which nobody knows how good it is.
   *
   * @param each whether each of its solutions is shown
   * @param other a path of one λ that is shown beside; null for none
   */
  public PathReport(RegularizationPath path, boolean each, @Nullable RegularizationPath other) {
    this.path = path;
    this.validation = null;
    this.dealt = null;
    for (int at = 0; each && at < path.solutions().size(); at++) {
      shown.add(shown(null, path, null, at));
    }
    asked = other == null ? null : shown(null, other, null, 0);
    showAsked();
  }

  private static Shown shown(
      @Nullable String name,
      RegularizationPath path,
      @Nullable CrossValidation validation,
      int at) {
    RegularizationPath.Solution solution = path.solutions().get(at);
    String called = name == null ? "lambda " + Numbers.given(solution.lambda()) : name;
    return new Shown(called, solution, validation, at);
  }

  private void showAsked() {
    if (asked != null) {
      shown.add(asked);
    }
  }

  /** What it is about, in a line. */
  public String title() {
    String kind = path.alpha() == 1 ? "lasso" : path.alpha() == 0 ? "ridge" : "elastic net";
    int count = path.solutions().size();
    double least = path.solutions().get(count - 1).lambda();
    String range = Numbers.shown(path.solutions().get(0).lambda());
    return kind
        + " of "
        + path.target()
        + (kind.equals("elastic net") ? " with alpha " + Numbers.given(path.alpha()) : "")
        + ": "
        + counted(path.rows(), "row")
        + ", "
        + counted(path.names().size(), "column")
        + ", "
        + counted(count, "lambda")
        + (count == 1 ? ", " + range : " from " + range + " to " + Numbers.shown(least));
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** What else is to be known before, in lines. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!path.constant().isEmpty()) {
      remarks.add("the same in every row, and so 0: " + named(path.constant()));
    }
    remarks.add(folds());
    return remarks;
  }

  private String folds() {
    if (dealt == null) {
      return "no cross-validation, which needs the rows";
    }
    String count = dealt.folds().moments().size() + " folds, ";
    return dealt.seed() == null
        ? count + "one for each " + String.join(", ", dealt.by())
        : count + "dealt by --seed " + dealt.seed();
  }

  private static String named(List<String> names) {
    if (names.size() <= MOST_NAMED + 1) { // one other would take as much room as its name
      return String.join(", ", names);
    }
    String first = String.join(", ", names.subList(0, MOST_NAMED));
    return first + " and " + (names.size() - MOST_NAMED) + " others";
  }

  /** Tables of the solutions that are shown; where there are none, of where columns come in. */
  public List<String> tables() {
    return shown.isEmpty() ? List.of(steps()) : List.of(coefficients(), judgement());
  }

  private String coefficients() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(LinearFit.INTERCEPT, one -> Numbers.shown(one.solution().intercept())));
    for (int i = 0; i < path.names().size(); i++) {
      int column = i;
      if (shown.stream().anyMatch(one -> one.solution().estimates().get(column) != 0)) {
        rows.add(row(path.names().get(i), one -> estimate(one.solution(), column)));
      }
    }
    return Grid.text(header("coefficient"), rows);
  }

  private static String estimate(RegularizationPath.Solution solution, int column) {
    double estimate = solution.estimates().get(column);
    return estimate == 0 ? "0" : Numbers.shown(estimate);
  }

  private List<String> header(String first) {
    List<String> header = new ArrayList<>(List.of(first));
    shown.forEach(one -> header.add(one.name()));
    return header;
  }

  private List<String> row(String name, Function<Shown, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    shown.forEach(one -> row.add(cell.apply(one)));
    return row;
  }

  private String judgement() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("lambda", one -> Numbers.shown(one.solution().lambda())));
    rows.add(row("coefficients that are not 0", one -> one.solution().nonzero() + ""));
    if (validation != null) {
      rows.add(row("error of the folds", one -> number(one.error())));
      rows.add(row("its standard error", one -> number(one.standardError())));
    }
    rows.add(row("R2", one -> Numbers.shown(one.solution().r2())));
    return Grid.text(header(""), rows);
  }

  private static String number(@Nullable Double error) {
    return error == null ? "" : Numbers.shown(error);
  }

  /** The first λ, and each at which other columns than before are not 0. */
  private String steps() {
    List<List<String>> rows = new ArrayList<>();
    Set<String> before = Set.of();
    for (int at = 0; at < path.solutions().size(); at++) {
      RegularizationPath.Solution solution = path.solutions().get(at);
      Set<String> now = new HashSet<>();
      List<String> in = new ArrayList<>();
      List<String> out = new ArrayList<>();
      for (int i = 0; i < path.names().size(); i++) {
        String name = path.names().get(i);
        boolean there = solution.estimates().get(i) != 0;
        if (there) {
          now.add(name);
        }
        if (there != before.contains(name)) {
          (there ? in : out).add(name);
        }
      }
      before = now;
      boolean end = at == 0 || at == path.solutions().size() - 1;
      if (end || !in.isEmpty() || !out.isEmpty()) {
        rows.add(
            List.of(
                Numbers.shown(solution.lambda()),
                solution.nonzero() + "",
                Numbers.shown(solution.r2()),
                named(in),
                named(out)));
      }
    }
    return Grid.text(List.of("lambda", "not 0", "R2", "comes in", "goes out"), rows);
  }

  /** What is to be known behind the tables, in lines. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    List<String> none =
        IntStream.range(0, path.names().size())
            .filter(i -> shown.stream().allMatch(one -> one.solution().estimates().get(i) == 0))
            .mapToObj(path.names()::get)
            .toList();
    if (!shown.isEmpty() && !none.isEmpty()) {
      lines.add("0, and not shown: " + named(none));
    }
    CrossValidation known = validation;
    int last = path.solutions().size() - 1;
    if (known != null && known.min() == last && last > 0) {
      lines.add(
          "lambda-min is the least of all: the error may go on to fall, with --lambda below it");
    }
    lines.add(NO_ERRORS);
    return lines;
  }

  /** The same for a program. */
  public Map<String, @Nullable Object> json() {
    CrossValidation known = validation;
    List<Map<String, @Nullable Object>> solutions = new ArrayList<>();
    for (int at = 0; at < path.solutions().size(); at++) {
      RegularizationPath.Solution one = path.solutions().get(at);
      solutions.add(
          JsonOption.object(
              "lambda", one.lambda(),
              "intercept", one.intercept(),
              "estimates", one.estimates(),
              "nonzero", one.nonzero(),
              "r2", one.r2(),
              "error", known == null ? null : known.errors().get(at),
              "standard_error", known == null ? null : known.standardErrors().get(at)));
    }
    return JsonOption.object(
        "rows",
        path.rows(),
        "target",
        path.target(),
        "alpha",
        path.alpha(),
        "folds",
        known == null ? null : known.folds(),
        "seed",
        dealt == null ? null : dealt.seed(),
        "fold_by",
        dealt == null || dealt.by().isEmpty() ? null : dealt.by(),
        "lambda_min",
        known == null ? null : json(shown.get(0)),
        "lambda_1se",
        known == null ? null : json(shown.get(1)),
        "at",
        asked == null ? null : json(asked),
        "constant",
        path.constant(),
        "names",
        path.names(),
        "path",
        solutions);
  }

  private Map<String, @Nullable Object> json(Shown one) {
    RegularizationPath.Solution solution = one.solution();
    List<Map<String, @Nullable Object>> coefficients = new ArrayList<>();
    coefficients.add(
        JsonOption.object("name", LinearFit.INTERCEPT, "estimate", solution.intercept()));
    for (int i = 0; i < path.names().size(); i++) {
      coefficients.add(
          JsonOption.object("name", path.names().get(i), "estimate", solution.estimates().get(i)));
    }
    return JsonOption.object(
        "lambda",
        solution.lambda(),
        "r2",
        solution.r2(),
        "error",
        one.error(),
        "standard_error",
        one.standardError(),
        "coefficients",
        coefficients);
  }
}
