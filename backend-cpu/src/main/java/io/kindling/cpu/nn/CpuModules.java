package io.kindling.cpu.nn;

import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.forward.Activations;
import io.kindling.functions.Activation;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.TanhSpec;
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
    Activation activation = Activations.of(spec);
    Sharing sharing = operations.processor().sharing();
    return activation == null
        ? null
        : x -> operations.record(new Elementwise(sharing, activation, x));
  }
}
