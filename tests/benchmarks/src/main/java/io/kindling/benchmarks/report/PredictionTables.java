package io.kindling.benchmarks.report;

import io.kindling.benchmarks.prediction.Contenders;
import io.kindling.benchmarks.prediction.PredictionMeasure;
import io.kindling.benchmarks.prediction.Question;
import io.kindling.benchmarks.prediction.Spread;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What was measured of predictions, as Markdown. */
final class PredictionTables {
  private static final String ONE = "1";
  private static final List<String> THREADS = List.of("1", "2", "8");
  private static final List<String> EVERYONE =
      List.of(Contenders.KINDLING, Contenders.BY_HAND, Contenders.ONNX_RUNTIME, Contenders.DJL);
  private static final List<Question> GOALS =
      Stream.of(Question.values()).filter(Question::isOfTheGoals).toList();

  private final Measured measured;

  PredictionTables(Measured measured) {
    this.measured = measured;
  }

  /** Writes the parts of a page that are about predictions. */
  Page write(Page page, Properties facts) {
    return page.replace("predictions-machine", machine(facts))
        .replace("predictions-targets", targets())
        .replace("predictions", rows())
        .replace("predictions-everyone", everyone())
        .replace("predictions-spread", spread())
        .replace("predictions-threads", threads());
  }

  private static String machine(Properties facts) {
    return String.format(
        "On %s; JDK %s; %s; rounds: %s; `%s`.%n",
        facts.getProperty("processor", "an unknown processor"),
        facts.getProperty("jdk", "unknown"),
        facts.getProperty("date", "unknown"),
        facts.getProperty("rounds", "unknown"),
        facts.getProperty("command", ""));
  }

  private String targets() {
    StringBuilder table = new StringBuilder("| | median | quartiles | target | |\n");
    table.append("|---|---|---|---|---|\n");
    for (Question question : GOALS) {
      String model = "`" + question.title() + "`";
      Aim ratio = Aim.atMost(1.2, Double.NaN);
      target(table, model + ", a row, of loops by hand", ofByHand(question, ONE), ratio);
      target(
          table,
          model + ", 99.9 % of single calls within, of their median",
          tail(question, Contenders.KINDLING),
          Aim.atMost(3, Double.NaN));
      target(
          table,
          model + ", a row's processor time on 8 threads, of on 1",
          series(question, Contenders.KINDLING, "8")
              .over(series(question, Contenders.KINDLING, ONE)),
          ratio);
    }
    return table.toString();
  }

  private static void target(StringBuilder table, String what, Series series, Aim aim) {
    String numbers = series.isEmpty() ? "– | –" : ratio(series) + " | " + Numbers.spread(series);
    String outcome = series.isEmpty() ? "not measured" : aim.outcome(series.median());
    table.append("| " + what + " | " + numbers + " | " + aim.target(" ×") + " | " + outcome);
    table.append(" |\n");
  }

  private String rows() {
    StringBuilder table = new StringBuilder("| | a row | by hand | of that | quartiles | bytes ");
    table.append("| a row of 1,000 | by hand | of that |\n|---|---|---|---|---|---|---|---|---|\n");
    for (Question question : Question.values()) {
      Series ratio = ofByHand(question, ONE);
      table.append("| " + question.title());
      table.append(" | " + time(row(question, Contenders.KINDLING)));
      table.append(" | " + time(row(question, Contenders.BY_HAND)));
      table.append(" | " + ratio(ratio));
      table.append(" | " + (ratio.isEmpty() ? "–" : Numbers.spread(ratio)));
      table.append(" | " + bytes(question, Contenders.KINDLING));
      Series batch = batch(question, Contenders.KINDLING);
      Series byHand = batch(question, Contenders.BY_HAND);
      table.append(" | " + time(batch) + " | " + time(byHand));
      table.append(" | " + ratio(batch.over(byHand)) + " |\n");
    }
    return table.toString();
  }

  private String everyone() {
    StringBuilder table = new StringBuilder("| |");
    for (Question question : GOALS) {
      table.append(" " + question.title() + ": a row | bytes | a row of 1,000 |");
    }
    table.append("\n|---|").append("---|---|---|".repeat(GOALS.size())).append('\n');
    for (String contender : EVERYONE) {
      table.append("| " + contender + " |");
      for (Question question : GOALS) {
        table.append(" " + time(row(question, contender)));
        table.append(" | " + bytes(question, contender));
        table.append(" | " + time(batch(question, contender)) + " |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private String spread() {
    StringBuilder table = new StringBuilder("| | | median | 99 % | 99.9 % | 99.99 % ");
    table.append("| 99.9 % of the median |\n|---|---|---|---|---|---|---|\n");
    for (Question question : GOALS) {
      for (String contender : Spread.CONTENDERS) {
        table.append("| " + question.title() + " | " + contender + " |");
        for (double quantile : Spread.QUANTILES) {
          table.append(" " + time(quantile(question, contender, quantile)) + " |");
        }
        boolean nothing = contender.equals(Spread.NOTHING);
        table.append(" " + (nothing ? "–" : ratio(tail(question, contender))) + " |\n");
      }
    }
    return table.toString();
  }

  private String threads() {
    StringBuilder table = new StringBuilder("| | threads | rows in a microsecond | by hand ");
    table.append("| of that | a row's processor time | by hand | of that |\n");
    table.append("|---|---|---|---|---|---|---|---|\n");
    for (Question question : GOALS) {
      for (String threads : THREADS) {
        Series rate = rate(question, Contenders.KINDLING, threads);
        Series byHand = rate(question, Contenders.BY_HAND, threads);
        table.append("| " + question.title() + " | " + threads);
        table.append(" | " + number(rate) + " | " + number(byHand));
        table.append(" | " + ratio(rate.over(byHand)));
        table.append(" | " + time(series(question, Contenders.KINDLING, threads)));
        table.append(" | " + time(series(question, Contenders.BY_HAND, threads)));
        table.append(" | " + ratio(ofByHand(question, threads)) + " |\n");
      }
    }
    return table.toString();
  }

  private Series row(Question question, String contender) {
    return series(question, contender, ONE);
  }

  private Series series(Question question, String contender, String threads) {
    return measured.of(new Cell(contender, threads, question + PredictionMeasure.ROW));
  }

  private Series rate(Question question, String contender, String threads) {
    String name = question + PredictionMeasure.ROW + PredictionMeasure.RATE;
    return measured.of(new Cell(contender, threads, name));
  }

  private Series batch(Question question, String contender) {
    return measured.of(new Cell(contender, ONE, question + PredictionMeasure.BATCH));
  }

  private Series ofByHand(Question question, String threads) {
    return series(question, Contenders.KINDLING, threads)
        .over(series(question, Contenders.BY_HAND, threads));
  }

  private Series quantile(Question question, String contender, double quantile) {
    return measured.of(new Cell("spread", ONE, Spread.name(question, contender, quantile)));
  }

  private Series tail(Question question, String contender) {
    return quantile(question, contender, 0.999).over(quantile(question, contender, 0.5));
  }

  private static String time(Series series) {
    return series.isEmpty() ? "–" : Numbers.time(series.median());
  }

  private static String number(Series series) {
    return series.isEmpty() ? "–" : Numbers.plain(series.median());
  }

  private static String ratio(Series series) {
    return series.isEmpty() ? "–" : Numbers.plain(series.median()) + " ×";
  }

  /** Whole ones: of fractions, JMH's own work is the cause. */
  private String bytes(Question question, String contender) {
    String name = question + PredictionMeasure.ROW + PredictionMeasure.ALLOCATED;
    Series series = measured.of(new Cell(contender, ONE, name));
    return series.isEmpty() ? "–" : Numbers.plain(Math.rint(series.median()));
  }
}
