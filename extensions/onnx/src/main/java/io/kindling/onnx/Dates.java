package io.kindling.onnx;

import io.kindling.core.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The month and the weekday of a day, which is counted from 1970-01-01.
 *
 * @see <a href="https://howardhinnant.github.io/date_algorithms.html#civil_from_days">Howard
 *     Hinnant, chrono-Compatible Low-Level Date Algorithms</a>
 */
final class Dates {
  /** From 0000-03-01, where a year without its leap day at the end begins. */
  private static final long DAYS_TO_1970 = 719_468;

  /** In 400 years, after which the calendar repeats. */
  private static final long DAYS_AN_ERA = 146_097;

  private static final long MONTHS = 12;
  private static final long WEEKDAYS = 7;

  private final Graph graph;

  Dates(Graph graph) {
    this.graph = graph;
  }

  /** Both one-hot; of a missing date, all are 0. */
  List<String> parts(String days, String missing) {
    String known = node("Where", missing, graph.exactly(0), days);
    String day = graph.cast(node("Floor", known), ElementType.INT64);
    String there = node("Not", missing);
    return List.of(oneHot(month(day), MONTHS, there), oneHot(weekday(day), WEEKDAYS, there));
  }

  /** From 1 for Monday; 1970-01-01 was a Thursday. */
  private String weekday(String day) {
    return number("Add", number("Mod", number("Add", day, 3), WEEKDAYS), 1);
  }

  private String month(String day) {
    String inEra = number("Mod", number("Add", day, DAYS_TO_1970), DAYS_AN_ERA);
    String leapDays = node("Sub", number("Div", inEra, 1460), number("Div", inEra, 36_524));
    leapDays = node("Add", leapDays, number("Div", inEra, DAYS_AN_ERA - 1));
    String year = number("Div", node("Sub", inEra, leapDays), 365);
    String begun = node("Add", number("Mul", year, 365), number("Div", year, 4));
    begun = node("Sub", begun, number("Div", year, 100));
    String inYear = node("Sub", inEra, begun);
    String fromMarch = number("Div", number("Add", number("Mul", inYear, 5), 2), 153);
    return number("Add", number("Mod", number("Add", fromMarch, 2), MONTHS), 1);
  }

  private String oneHot(String number, long most, String there) {
    long[] all = LongStream.rangeClosed(1, most).toArray();
    String hot = node("Equal", number, graph.integers(all, Shape.of(1, most)));
    return graph.cast(node("And", hot, there), ElementType.DOUBLE);
  }

  private String number(String operator, String x, long y) {
    return node(operator, x, graph.integers(y));
  }

  private String node(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }
}
