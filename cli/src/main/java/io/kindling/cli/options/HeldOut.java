package io.kindling.cli.options;

import io.kindling.text.NumberText;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** The rows to judge by: some of the table's, or those of another one. */
public sealed interface HeldOut {
  /** What is typed before the share of a table's last rows. */
  String LAST = "last:";

  /**
   * A share of the table's rows.
   *
   * @param share how large it is, above 0 and below 1
   * @param last whether it is the last rows; else rows are drawn
   */
  record Share(double share, boolean last) implements HeldOut {
    /** Whether there is such a share. */
    boolean isPossible() {
      return share > 0 && share < 1;
    }

    /** What is typed. */
    @Override
    public String toString() {
      return (last ? LAST : "") + share;
    }
  }

  /**
   * All rows of another table.
   *
   * @param typed the names of its files, as those of --data
   */
  record Rows(String typed) implements HeldOut {
    /** What is typed. */
    @Override
    public String toString() {
      return typed;
    }
  }

  /** Of what was typed, the names of files. */
  static List<String> typed(List<HeldOut> all) {
    return all.stream().filter(Rows.class::isInstance).map(HeldOut::toString).toList();
  }

  /** Reads what was typed: what is no number is a file. */
  static HeldOut parse(String text) {
    boolean last = text.startsWith(LAST);
    String share = last ? text.substring(LAST.length()) : text;
    if (NumberText.isDecimal(share)) {
      return new Share(Double.parseDouble(share), last);
    }
    if (last) {
      throw new TypeConversionException("'" + text + "' is not a share, as last:0.2");
    }
    return new Rows(text);
  }
}
