package io.kindling.csv;

import io.kindling.DType;
import io.kindling.error.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of a file's columns go where: to the features, to the targets, or nowhere. */
final class CsvColumns {
  /** The place of a column that nobody wants. */
  static final int NOWHERE = Integer.MAX_VALUE;

  private final Path file;
  private final List<String> header;
  private final int[] features;
  private final int[] targets;
  private final DType targetType;

  /**
   * Finds columns by name.
   *
   * @param features the names of those to predict from; none for all others
   * @param targets the names of those to predict
   * @throws DataException if one is not there, or named twice, or there is none
   */
  CsvColumns(
      Path file,
      List<String> header,
      List<String> features,
      List<String> targets,
      DType targetType) {
    this.file = file;
    this.header = header;
    this.targetType = targetType;
    if (targets.isEmpty()) {
      throw refused("there must be a target", "none", "targets(\"…\") or classes(\"…\")");
    }
    Set<String> out = new HashSet<>(targets);
    List<String> in =
        features.isEmpty()
            ? header.stream().filter(name -> !out.contains(name)).toList()
            : features;
    if (in.isEmpty()) {
      throw refused("there must be a column to predict from", "none", "a feature");
    }
    Set<String> seen = new HashSet<>();
    this.targets = targets.stream().mapToInt(name -> find(name, seen)).toArray();
    this.features = in.stream().mapToInt(name -> find(name, seen)).toArray();
  }

  private int find(String name, Set<String> seen) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new DataException(
          file + ", line 1",
          "there must be a column '" + name + "'",
          "the columns " + String.join(", ", header),
          "that name among them",
          "names are matched to the letter");
    }
    if (column != header.lastIndexOf(name)) {
      throw refused("a column's name must be its own", "'" + name + "' twice", "it once");
    }
    if (!seen.add(name)) {
      throw refused("a column is chosen once", "'" + name + "' twice", "it once");
    }
    return column;
  }

  private DataException refused(String rule, String got, String expected) {
    return new DataException(file + ", line 1", rule, got, expected, null);
  }

  int features() {
    return features.length;
  }

  int targets() {
    return targets.length;
  }

  DType targetType() {
    return targetType;
  }

  /**
   * For each of the file's columns its place among the features, or below zero among the targets,
   * the first being −1; {@link #NOWHERE} where it is neither.
   */
  int[] places() {
    int[] places = new int[header.size()];
    Arrays.fill(places, NOWHERE);
    for (int i = 0; i < features.length; i++) {
      places[features[i]] = i;
    }
    for (int i = 0; i < targets.length; i++) {
      places[targets[i]] = -1 - i;
    }
    return places;
  }

  /** Where a cell is, as errors name it. */
  String place(long line, int column) {
    return file + ", line " + line + ", column " + header.get(column);
  }
}
