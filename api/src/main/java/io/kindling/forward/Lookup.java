package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.nn.EmbeddingSpec;

/** {@code y[i] = weight[x[i]]}: vectors from a table, for numbers that are whole. */
final class Lookup implements Layer {
  private final float[] weight;
  private final int vectors;
  private final int length;
  private final int numbers;

  private Lookup(float[] weight, int vectors, int length, int numbers) {
    this.weight = weight;
    this.vectors = vectors;
    this.length = length;
    this.numbers = numbers;
  }

  static Lookup of(EmbeddingSpec spec, NamedState.Part part, Shape row) {
    int vectors = spec.numEmbeddings();
    int length = spec.embeddingDim();
    float[] weight = part.floats("weight", vectors, length);
    return new Lookup(weight, vectors, length, Math.toIntExact(row.numel()));
  }

  @Override
  public void forward(float[] x, float[] y, int rows) {
    for (int i = 0; i < rows * numbers; i++) {
      int index = index("embedding", x[i], vectors);
      System.arraycopy(weight, index * length, y, i * length, length);
    }
  }

  /** A number as an index of a table. */
  static int index(String operation, float number, int vectors) {
    long index = (long) number;
    if (index != number) {
      throw new DataException(
          operation,
          "an index must be a whole number",
          number + "",
          "0, 1, 2 …",
          "what becomes a vector is not standardized");
    }
    if (index < 0 || index >= vectors) {
      throw new ShapeException(
          operation, "an index must be within range", index + "", "0 … " + (vectors - 1), null);
    }
    return (int) index;
  }
}
