package io.kindling.nn;

import static io.kindling.description.Field.always;
import static io.kindling.description.Field.integers;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Vectors in the place of some columns: rows {@code [n, c]} become {@code [n, c − k + Σ dᵢ]}. In
 * each of k columns stand indices, whole numbers from 0; each becomes the row of that number in the
 * column's own table, which stands where the index stood. The other columns stay as they are.
 *
 * <p>Index 0 is that of whatever has no vector: it gives zeros, and no training changes them.
 *
 * <p>Parameters: {@code 0.weight}, {@code 1.weight} …, a table for each column in their order, of
 * shape {@code [numEmbeddingsᵢ, embeddingDimᵢ]}: row 0 is zeros, the others are from the normal
 * distribution N(0, 1). So it is a {@code torch.nn.ModuleList} of {@code torch.nn.Embedding} with
 * {@code padding_idx=0}, with the same first values.
 *
 * @param columns which columns hold indices, counted from 0, in ascending order, at least one
 * @param numEmbeddings how many rows the table of each has, row 0 among them; an index goes from 0
 *     to one less
 * @param embeddingDim how long a vector of each is
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html">
 *     torch.nn.Embedding</a>
 * @see <a href="https://arxiv.org/abs/1604.06737">Guo and Berkhahn, Entity Embeddings of
 *     Categorical Variables, 2016</a>
 */
public record ColumnEmbeddingSpec(
    List<Integer> columns, List<Integer> numEmbeddings, List<Integer> embeddingDim)
    implements ModuleSpec {
  static final String NAME = "column_embedding";

  private static final Field<ColumnEmbeddingSpec, List<Integer>> COLUMNS =
      always(integers("columns", ColumnEmbeddingSpec::columns, NOT_NEGATIVE));
  private static final Field<ColumnEmbeddingSpec, List<Integer>> NUM_EMBEDDINGS =
      always(integers("num_embeddings", ColumnEmbeddingSpec::numEmbeddings, AT_LEAST_ONE));
  private static final Field<ColumnEmbeddingSpec, List<Integer>> EMBEDDING_DIM =
      always(integers("embedding_dim", ColumnEmbeddingSpec::embeddingDim, AT_LEAST_ONE));

  public static final Schema<ColumnEmbeddingSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "a vector for each whole number from 1 in some columns, zeros for 0; first in a model",
          COLUMNS,
          NUM_EMBEDDINGS,
          EMBEDDING_DIM,
          ColumnEmbeddingSpec::new);

  /** Copies the lists and checks the values. */
  public ColumnEmbeddingSpec {
    columns = List.copyOf(columns);
    numEmbeddings = List.copyOf(numEmbeddings);
    embeddingDim = List.copyOf(embeddingDim);
    SCHEMA.check(columns, numEmbeddings, embeddingDim);
    for (int i = 1; i < columns.size(); i++) {
      if (columns.get(i) <= columns.get(i - 1)) {
        throw new SpecException(
            NAME, "columns must be in ascending order, each once", columns + "", "as (0, 3)", null);
      }
    }
    int tables = columns.size();
    if (tables == 0 || numEmbeddings.size() != tables || embeddingDim.size() != tables) {
      throw new SpecException(
          NAME,
          "each column must have one number of vectors and one length of them",
          tables + ", " + numEmbeddings.size() + " and " + embeddingDim.size(),
          "as many of each, at least one",
          null);
    }
  }

  /** {@return the table of each column, in their order} */
  public List<EmbeddingSpec> tables() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> new EmbeddingSpec(numEmbeddings.get(i), embeddingDim.get(i)))
        .toList();
  }

  @Override
  public Map<Integer, Integer> indexColumns() {
    Map<Integer, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      indices.put(columns.get(i), numEmbeddings.get(i));
    }
    return indices;
  }

  @Override
  public Shape outputShape(Shape input) {
    int last = columns.get(columns.size() - 1);
    if (input.rank() != 2 || input.size(1) <= last) {
      throw new ShapeException(
          NAME,
          "input must be rows with all of its columns",
          "shape " + input,
          "[n, " + (last + 1) + " or more]",
          null);
    }
    long vectors = embeddingDim.stream().mapToLong(Integer::longValue).sum();
    return Shape.of(input.size(0), input.size(1) - columns.size() + vectors);
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    for (EmbeddingSpec table : tables()) {
      Shape shape = Shape.of(table.numEmbeddings(), table.embeddingDim());
      float[] vectors = random.randn(shape).toFloatArray();
      Arrays.fill(vectors, 0, table.embeddingDim(), 0);
      state.put(state.size() + ".weight", TensorData.of(vectors, shape));
    }
    return state;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
