package io.kindling.nn;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.unnamed;
import static io.kindling.description.Range.AT_LEAST_ONE;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Schema;
import java.util.Arrays;
import java.util.Map;

/**
 * A table of vectors, looked up by index: int64 input of any shape, output of that shape with one
 * dimension more.
 *
 * <p>Parameter: {@code weight} of shape {@code [numEmbeddings, embeddingDim]}, from the normal
 * distribution N(0, 1).
 *
 * @param numEmbeddings how many vectors, at least 1; an index goes from 0 to one less
 * @param embeddingDim how long a vector is, at least 1
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html">
 *     torch.nn.Embedding</a>
 */
public record EmbeddingSpec(int numEmbeddings, int embeddingDim) implements ModuleSpec {
  static final String NAME = "embedding";

  public static final Schema<EmbeddingSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "a vector for each whole number from 0; first in a model, then `flatten()`",
          unnamed(integer("num_embeddings", EmbeddingSpec::numEmbeddings, AT_LEAST_ONE)),
          unnamed(integer("embedding_dim", EmbeddingSpec::embeddingDim, AT_LEAST_ONE)),
          EmbeddingSpec::new);

  /** Checks the values. */
  public EmbeddingSpec {
    SCHEMA.check(numEmbeddings, embeddingDim);
  }

  @Override
  public DType inputType() {
    return DType.INT64;
  }

  @Override
  public long indices() {
    return numEmbeddings;
  }

  @Override
  public Shape outputShape(Shape input) {
    long[] sizes = Arrays.copyOf(input.sizes(), input.rank() + 1);
    sizes[input.rank()] = embeddingDim;
    return Shape.of(sizes);
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    return Map.of("weight", random.randn(Shape.of(numEmbeddings, embeddingDim)));
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
