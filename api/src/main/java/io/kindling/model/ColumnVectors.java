package io.kindling.model;

import io.kindling.core.DType;
import io.kindling.error.DataException;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.SequentialSpec;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.IndexEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The vectors that a model needs for columns that are indices of levels. */
public final class ColumnVectors {
  private ColumnVectors() {}

  /**
   * Puts vectors in the place of indices before a model.
   *
   * <pre>{@code
   * ColumnVectors.before(columns, linear(7, 1)) // sequential(column_embedding(…), linear(7, 1))
   * }</pre>
   *
   * @param columns the columns that go in
   * @param model a model of what comes of them: numbers, and vectors in the place of indices
   * @return both in a row; the model alone where no column is an index, or it takes indices itself
   * @throws DataException if it takes indices itself, and has not a vector for each level
   */
  public static ModuleSpec before(FeatureColumns columns, ModuleSpec model) {
    Map<Integer, FeatureColumn> indices = indices(columns);
    boolean itself = model.inputType() == DType.INT64 || !model.indexColumns().isEmpty();
    if (indices.isEmpty() || itself) {
      check(columns, model);
      return model;
    }
    List<ModuleSpec> modules = new ArrayList<>(List.of(of(indices)));
    modules.addAll(model instanceof SequentialSpec all ? all.modules() : List.of(model));
    return new SequentialSpec(modules);
  }

  private static ColumnEmbeddingSpec of(Map<Integer, FeatureColumn> indices) {
    List<IndexEncoding> encodings =
        indices.values().stream().map(column -> (IndexEncoding) column.encoding()).toList();
    return new ColumnEmbeddingSpec(
        List.copyOf(indices.keySet()),
        encodings.stream().map(encoding -> encoding.levels().size() + 1).toList(),
        encodings.stream().map(IndexEncoding::dim).toList());
  }

  /**
   * How many numbers a model behind {@link #before} gets of a row.
   *
   * @param columns the columns that go in
   * @return the numbers and the vectors' lengths together
   */
  public static int width(FeatureColumns columns) {
    return columns.features().size()
        + indices(columns).values().stream()
            .mapToInt(column -> ((IndexEncoding) column.encoding()).dim() - 1)
            .sum();
  }

  /**
   * Finds out whether a model has a vector for each level of its columns.
   *
   * @throws DataException if not
   */
  static void check(FeatureColumns columns, ModuleSpec model) {
    indices(columns)
        .forEach(
            (at, column) -> {
              int needed = ((IndexEncoding) column.encoding()).levels().size() + 1;
              long there =
                  model.inputType() == DType.INT64
                      ? model.indices()
                      : model.indexColumns().getOrDefault(at, 0);
              if (there < needed) {
                throw new DataException(
                    "column_embedding",
                    "there must be a vector for each level, and one for all others",
                    there + " for column " + at + ", which is " + column.column(),
                    needed + " or more",
                    null);
              }
            });
  }

  /** The columns that are indices, by the place of their feature. */
  private static Map<Integer, FeatureColumn> indices(FeatureColumns columns) {
    Map<Integer, FeatureColumn> indices = new LinkedHashMap<>();
    int at = 0;
    for (FeatureColumn column : columns.columns()) {
      if (column.encoding() instanceof IndexEncoding) {
        indices.put(at, column);
      }
      at += column.features().size();
    }
    return indices;
  }
}
