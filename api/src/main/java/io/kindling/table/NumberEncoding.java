package io.kindling.table;

import java.util.List;

/** A number is itself, in float64. */
public record NumberEncoding() implements Encoding {
  @Override
  public List<String> features(String column) {
    return List.of(column);
  }

  @Override
  public void put(Cell cell, double[] row, int at) {
    row[at] = cell.wide(text -> null);
  }
}
