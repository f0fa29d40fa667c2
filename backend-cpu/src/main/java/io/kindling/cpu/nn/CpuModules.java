package io.kindling.cpu.nn;

import io.kindling.TensorData;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.spec.BatchNorm1dSpec;
import io.kindling.spec.EmbeddingSpec;
import io.kindling.spec.FlattenSpec;
import io.kindling.spec.GeluSpec;
import io.kindling.spec.LayerNormSpec;
import io.kindling.spec.LeakyReluSpec;
import io.kindling.spec.LinearSpec;
import io.kindling.spec.ModuleSpec;
import io.kindling.spec.ReluSpec;
import io.kindling.spec.SigmoidSpec;
import io.kindling.spec.SiluSpec;
import io.kindling.spec.SoftplusSpec;
import io.kindling.spec.TanhSpec;
import io.kindling.spi.LiveModule;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The modules that there are. */
public final class CpuModules {
  private CpuModules() {}

  /**
   * Makes a module.
   *
   * @param operations records what it computes
   * @param spec its description
   * @param initial its first state, by name
   * @return the module, or null if it is none of these
   */
  public static @Nullable LiveModule<CpuTensor> make(
      CpuOperations operations, ModuleSpec spec, Map<String, TensorData> initial) {
    if (spec instanceof LinearSpec) {
      return new Linear(operations, initial);
    }
    if (spec instanceof LayerNormSpec norm) {
      return new LayerNorm(operations, norm, initial);
    }
    if (spec instanceof BatchNorm1dSpec norm) {
      return new BatchNorm1d(operations, norm, initial);
    }
    if (spec instanceof EmbeddingSpec embedding) {
      return new Embedding(operations, embedding, initial);
    }
    UnaryOperator<CpuTensor> operation = operation(operations, spec);
    return operation == null ? null : new Stateless(operation);
  }

  private static @Nullable UnaryOperator<CpuTensor> operation(
      CpuOperations operations, ModuleSpec spec) {
    if (spec instanceof ReluSpec) {
      return operations::relu;
    }
    if (spec instanceof SigmoidSpec) {
      return operations::sigmoid;
    }
    if (spec instanceof TanhSpec) {
      return operations::tanh;
    }
    if (spec instanceof FlattenSpec) {
      return x -> operations.reshape(x, spec.outputShape(x.shape()));
    }
    Activation activation = activation(spec);
    return activation == null ? null : x -> operations.record(new Elementwise(activation, x));
  }

  private static @Nullable Activation activation(ModuleSpec spec) {
    if (spec instanceof LeakyReluSpec leaky) {
      return new LeakyRelu((float) leaky.negativeSlope());
    }
    if (spec instanceof GeluSpec gelu) {
      return gelu.approximate() == GeluSpec.Approximate.TANH ? new TanhGelu() : new Gelu();
    }
    if (spec instanceof SiluSpec) {
      return new Silu();
    }
    if (spec instanceof SoftplusSpec softplus) {
      return new Softplus((float) softplus.beta(), (float) softplus.threshold());
    }
    return null;
  }
}
