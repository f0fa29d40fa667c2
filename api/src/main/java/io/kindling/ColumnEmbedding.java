package io.kindling;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Columns of indices become vectors, each of a table that is an embedding of the engine's own. */
final class ColumnEmbedding extends CompositeModule {
  private final ColumnEmbeddingSpec spec;
  private final List<Module> tables = new ArrayList<>();

  private ColumnEmbedding(ColumnEmbeddingSpec spec) {
    this.spec = spec;
  }

  /**
   * Makes the tables.
   *
   * @param initial their first values, as the description draws them
   * @param making makes one of them
   */
  static ColumnEmbedding of(
      ColumnEmbeddingSpec spec,
      Map<String, TensorData> initial,
      BiFunction<ModuleSpec, Map<String, TensorData>, Module> making) {
    ColumnEmbedding made = new ColumnEmbedding(spec);
    for (EmbeddingSpec table : spec.tables()) {
      String name = made.tables.size() + "";
      TensorData weight = Objects.requireNonNull(initial.get(name + ".weight"));
      made.tables.add(made.child(name, making.apply(table, Map.of("weight", weight))));
    }
    return made;
  }

  @Override
  public Tensor forward(Tensor input) {
    input.checkFloats(spec.name());
    Shape shape = spec.outputShape(input.shape());
    return WrittenBodies.run(input.backend(), spec.name(), shape, () -> embed(input));
  }

  private Tensor embed(Tensor input) {
    List<Tensor> pieces = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < tables.size(); i++) {
      int column = spec.columns().get(i);
      if (column > end) {
        pieces.add(input.narrow(1, end, column - end));
      }
      Tensor numbers = input.narrow(1, column, 1);
      Tensor vectors = tables.get(i).forward(indices(numbers));
      pieces.add(vectors.mul(numbers.gt(0))); // so that row 0 stays as it is
      end = column + 1;
    }
    if (end < input.shape().size(1)) {
      pieces.add(input.narrow(1, end, input.shape().size(1) - end));
    }
    return Tensor.cat(pieces, 1);
  }

  private Tensor indices(Tensor column) {
    float[] numbers = column.toFloatArray();
    long[] indices = new long[numbers.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (long) numbers[i];
      if (indices[i] != numbers[i]) {
        throw new DataException(
            spec.name(),
            "an index must be a whole number",
            numbers[i] + "",
            "0, 1, 2 …",
            "columns of indices are not standardized");
      }
    }
    return column.backend().tensor(indices, Shape.of(indices.length)).to(column.device());
  }

  @Override
  public ModuleSpec spec() {
    return spec;
  }

  /** {@return the module's text form} */
  @Override
  public String toString() {
    return spec.toString();
  }
}
