package io.kindling.nn;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
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
  public static final String NAME = "embedding";

  /**
   * Checks the sizes.
   *
   * @throws io.kindling.error.SpecException if a size is less than 1
   */
  public EmbeddingSpec {
    SpecCheck.atLeastOne(NAME, "num_embeddings", numEmbeddings);
    SpecCheck.atLeastOne(NAME, "embedding_dim", embeddingDim);
  }

  public static EmbeddingSpec from(Arguments arguments) {
    arguments.names("num_embeddings", "embedding_dim");
    return new EmbeddingSpec(
        arguments.integer("num_embeddings"), arguments.integer("embedding_dim"));
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
    return new SpecText(NAME).add(numEmbeddings).add(embeddingDim).toString();
  }
}
