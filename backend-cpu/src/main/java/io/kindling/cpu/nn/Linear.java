package io.kindling.cpu.nn;

import io.kindling.Device;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.spi.LiveModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code y = x Wᵀ + b} */
public final class Linear implements LiveModule<CpuTensor> {
  private static final float[] NO_BIAS = {};

  private final CpuOperations operations;
  private final Map<String, CpuTensor> parameters = new LinkedHashMap<>();
  private final CpuTensor weight;
  private final @Nullable CpuTensor bias;

  /**
   * Makes the layer.
   *
   * @param operations records what it computes
   * @param initial {@code weight} and, if there is one, {@code bias}
   */
  public Linear(CpuOperations operations, Map<String, TensorData> initial) {
    this.operations = operations;
    initial.forEach((name, data) -> parameters.put(name, operations.parameter(data)));
    weight = Objects.requireNonNull(parameters.get("weight"));
    bias = parameters.get("bias");
  }

  @Override
  public CpuTensor forward(CpuTensor input) {
    return operations.record(new Affine(operations.kernels(), input, weight, bias));
  }

  @Override
  public Map<String, CpuTensor> parameters() {
    return parameters;
  }

  @Override
  public void to(Device device) {
    // there is one device
  }

  @Override
  public void close() {
    // the garbage collector's
  }

  /** {@code ∂x = G W}, {@code ∂W = Gᵀ x}, {@code ∂b} = the sum of G's rows. */
  private static final class Affine extends Operation {
    private final Kernels kernels;
    private final CpuTensor x;
    private final CpuTensor weight;
    private final @Nullable CpuTensor bias;
    private final int rows;
    private final int in;
    private final int out;

    Affine(Kernels kernels, CpuTensor x, CpuTensor weight, @Nullable CpuTensor bias) {
      super(
          Shape.of(x.size(0), weight.size(0)),
          bias == null ? new CpuTensor[] {x, weight} : new CpuTensor[] {x, weight, bias});
      this.kernels = kernels;
      this.x = x;
      this.weight = weight;
      this.bias = bias;
      this.rows = x.size(0);
      this.in = weight.size(1);
      this.out = weight.size(0);
    }

    @Override
    protected float[] forward() {
      float[] y = new float[rows * out];
      float[] b = bias == null ? NO_BIAS : bias.values();
      kernels.multiplyTransposed(x.values(), weight.values(), b, y, rows, in, out);
      return y;
    }

    @Override
    protected void backward(float[] gradient) {
      if (x.requiresGrad()) {
        float[] part = new float[rows * in];
        kernels.multiply(gradient, weight.values(), part, rows, out, in);
        x.giveGradient(part);
      }
      if (weight.requiresGrad()) {
        weight.giveGradient(
            kernels.sumBlocks(
                rows,
                out * in,
                (from, to, part) ->
                    kernels.transposedMultiply(gradient, x.values(), from, to, part, out, in)));
      }
      if (bias != null && bias.requiresGrad()) {
        bias.giveGradient(
            kernels.sumBlocks(
                rows, out, (from, to, part) -> kernels.sumRows(gradient, from, to, part, out)));
      }
    }
  }
}
