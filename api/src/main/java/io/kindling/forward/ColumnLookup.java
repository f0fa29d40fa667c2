package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.EmbeddingSpec;
import java.util.ArrayList;
import java.util.List;

/** Vectors in the place of some columns; index 0 has none, but zeros. */
final class ColumnLookup implements Layer {
  private final String name;
  private final List<Table> tables;
  private final int in;
  private final int out;

  /** A column's vectors. */
  private static final class Table {
    private final int column;
    private final float[] weight;
    private final int vectors;
    private final int length;

    Table(int column, float[] weight, int vectors, int length) {
      this.column = column;
      this.weight = weight;
      this.vectors = vectors;
      this.length = length;
    }

    /** Writes the vector of a number, and says where it ends. */
    int write(float number, float[] y, int at, String name) {
      int index = Lookup.index(name, number, vectors);
      float factor = index > 0 ? 1f : 0f; // so that what is there of row 0 stays unseen
      for (int i = 0; i < length; i++) {
        y[at + i] = weight[index * length + i] * factor;
      }
      return at + length;
    }
  }

  private ColumnLookup(String name, List<Table> tables, int in, int out) {
    this.name = name;
    this.tables = tables;
    this.in = in;
    this.out = out;
  }

  static ColumnLookup of(ColumnEmbeddingSpec spec, NamedState.Part part, Shape row) {
    List<Table> tables = new ArrayList<>();
    for (EmbeddingSpec table : spec.tables()) {
      int at = tables.size();
      int vectors = table.numEmbeddings();
      int length = table.embeddingDim();
      float[] weight = part.floats(at + ".weight", vectors, length);
      tables.add(new Table(spec.columns().get(at), weight, vectors, length));
    }
    int in = Math.toIntExact(row.numel());
    return new ColumnLookup(
        spec.name(), tables, in, Math.toIntExact(spec.outputShape(row).numel()));
  }

  @Override
  public void forward(float[] x, float[] y, int rows) {
    for (int row = 0; row < rows; row++) {
      row(x, row * in, y, row * out);
    }
  }

  private void row(float[] x, int from, float[] y, int to) {
    int column = 0;
    int at = to;
    for (Table table : tables) {
      int count = table.column - column;
      System.arraycopy(x, from + column, y, at, count);
      at = table.write(x[from + table.column], y, at + count, name);
      column = table.column + 1;
    }
    System.arraycopy(x, from + column, y, at, in - column);
  }
}
