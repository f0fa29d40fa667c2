package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.cpu.tensor.Sizes;
import io.kindling.nn.EmbeddingSpec;
import java.util.Map;
import java.util.Objects;

/** {@code y[i] = weight[x[i]]}: vectors from a table. */
final class Embedding extends Layer {
  private final EmbeddingSpec spec;
  private final CpuTensor weight;

  Embedding(CpuOperations operations, EmbeddingSpec spec, Map<String, TensorData> initial) {
    super(operations, initial);
    this.spec = spec;
    this.weight = Objects.requireNonNull(weight());
  }

  @Override
  public CpuTensor forward(CpuTensor input, boolean training) {
    return operations()
        .record(new Lookup(spec.outputShape(input.shape()), weight, input.integers()));
  }

  /** A vector's gradients are added up, in the order in which it was looked up. */
  private static final class Lookup extends Operation {
    private final CpuTensor weight;
    private final long[] indices;
    private final int length;

    Lookup(Shape shape, CpuTensor weight, long[] indices) {
      super(Sizes.check("embedding", shape), weight);
      this.weight = weight;
      this.indices = indices;
      this.length = weight.size(1);
    }

    @Override
    protected float[] forward() {
      float[] out = new float[indices.length * length];
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(weight.values(), (int) indices[i] * length, out, i * length, length);
      }
      return out;
    }

    @Override
    protected void backward(float[] gradient) {
      float[] part = new float[weight.numel()];
      for (int i = 0; i < indices.length; i++) {
        int row = (int) indices[i] * length;
        for (int j = 0; j < length; j++) {
          part[row + j] += gradient[i * length + j];
        }
      }
      weight.giveGradient(part);
    }
  }
}
