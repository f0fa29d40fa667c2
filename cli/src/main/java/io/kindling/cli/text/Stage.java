package io.kindling.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stage of a command: one thread counts its rows, another one says how far it is. */
public final class Stage {
  private static final int LEAST_BAR = 12;
  private static final int MOST_BAR = 42;

  private final double total;
  private final boolean counted;
  private final long begun;
  private volatile String what;
  private volatile String note = "";
  private volatile double done;
  private double before;

  Stage(String what, double total, boolean counted, long begun) {
    this.what = what;
    this.total = total;
    this.counted = counted;
    this.begun = begun;
  }

  /** Says what is done now. */
  public void call(String name) {
    what = name;
  }

  boolean isCalled(String name) {
    return what.equals(name);
  }

  /** Says what else is known. */
  public void note(String text) {
    note = text;
  }

  /** Says how many rows are done. */
  public void at(double rows) {
    done = rows;
  }

  /** Says how many rows were done by somebody before. */
  public void from(double rows) {
    before = rows;
    done = rows;
  }

  long age(long now) {
    return now - begun;
  }

  /** What is known, as far as it has room in so many characters. */
  String line(int width, long now) {
    double rows = done;
    double seconds = age(now) / 1e9;
    double rate = (rows - before) / seconds;
    String share = "";
    String left = "";
    if (total > 0) {
      double part = Math.min(rows / total, 1);
      share = (int) (100 * part) + "%";
      left = rate > 0 && part < 1 ? time((total - rows) / rate) + " left" : "";
    }
    String count = counted ? String.format(Locale.ROOT, "%,.0f rows", rows) : "";
    String speed = rate > 0 ? String.format(Locale.ROOT, "%,.0f rows/s", rate) : "";
    List<String> shown = new ArrayList<>(List.of(what, share, count, speed, left, note));
    for (String least : List.of(count, note, speed, left, share)) {
      if (length(shown) > width) {
        shown.remove(least);
      }
    }
    String line = String.join(", ", shown.stream().filter(text -> !text.isEmpty()).toList());
    int room = Math.min(width - line.length() - 1, MOST_BAR);
    boolean barred = total > 0 && room >= LEAST_BAR;
    return barred
        ? line.replaceFirst(", ", " " + bar(room, Math.min(rows / total, 1)) + " ")
        : line.substring(0, Math.min(line.length(), width));
  }

  private static int length(List<String> shown) {
    return shown.stream().filter(text -> !text.isEmpty()).mapToInt(text -> text.length() + 2).sum()
        - 2;
  }

  private static String bar(int room, double part) {
    int width = room - 2;
    int full = (int) (width * part);
    return "[" + "#".repeat(full) + "-".repeat(width - full) + "]";
  }

  private static String time(double seconds) {
    long all = (long) Math.ceil(seconds);
    return all < 60
        ? all + " s"
        : all < 3600
            ? all / 60 + " min " + all % 60 + " s"
            : all / 3600 + " h " + all % 3600 / 60 + " min";
  }
}
