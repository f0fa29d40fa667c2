package io.kindling.libtorch;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.libtorch.natives.TorchDevices;
import io.kindling.libtorch.natives.TorchNatives;
import io.kindling.libtorch.nn.TorchLoss;
import io.kindling.libtorch.nn.TorchLosses;
import io.kindling.libtorch.nn.TorchModule;
import io.kindling.libtorch.nn.TorchModules;
import io.kindling.libtorch.optim.OptimizerArchive;
import io.kindling.libtorch.optim.TorchLbfgs;
import io.kindling.libtorch.optim.TorchOptimizer;
import io.kindling.libtorch.optim.TorchOptimizers;
import io.kindling.libtorch.optim.TorchSgd;
import io.kindling.libtorch.state.TorchStateArchives;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.SmoothL1Spec;
import io.kindling.nn.SoftplusSpec;
import io.kindling.nn.TanhSpec;
import io.kindling.optim.AdagradSpec;
import io.kindling.optim.AdamSpec;
import io.kindling.optim.AdamWSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.RmspropSpec;
import io.kindling.optim.SgdSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.StateArchives;
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/** The LibTorch engine. What it can make is listed here, a line each. */
final class TorchEngine implements Engine<Tensor> {
  private static final Makers<ModuleSpec, TorchModule> MODULES =
      new Makers<ModuleSpec, TorchModule>()
          .add(BatchNorm1dSpec.class, TorchModules::batchNorm1d)
          .add(EmbeddingSpec.class, TorchModules::embedding)
          .add(FlattenSpec.class, TorchModules::flatten)
          .add(GeluSpec.class, TorchModules::gelu)
          .add(LayerNormSpec.class, TorchModules::layerNorm)
          .add(LeakyReluSpec.class, TorchModules::leakyRelu)
          .add(LinearSpec.class, TorchModules::linear)
          .add(ReluSpec.class, TorchModules::relu)
          .add(SigmoidSpec.class, TorchModules::sigmoid)
          .add(SiluSpec.class, TorchModules::silu)
          .add(SoftplusSpec.class, TorchModules::softplus)
          .add(TanhSpec.class, TorchModules::tanh);

  private static final Makers<LossSpec, TorchLoss> LOSSES =
      new Makers<LossSpec, TorchLoss>()
          .add(BceWithLogitsSpec.class, TorchLosses::bceWithLogits)
          .add(CrossEntropySpec.class, TorchLosses::crossEntropy)
          .add(HuberSpec.class, TorchLosses::huber)
          .add(L1Spec.class, TorchLosses::l1)
          .add(MseSpec.class, TorchLosses::mse)
          .add(PoissonNllSpec.class, TorchLosses::poissonNll)
          .add(SmoothL1Spec.class, TorchLosses::smoothL1);

  /** L-BFGS and SGD are missing here: they step in ways of their own. */
  private static final Makers<OptimizerSpec, Function<TensorVector, Optimizer>> OPTIMIZERS =
      new Makers<OptimizerSpec, Function<TensorVector, Optimizer>>()
          .add(AdagradSpec.class, spec -> vector -> TorchOptimizers.adagrad(spec, vector))
          .add(AdamSpec.class, spec -> vector -> TorchOptimizers.adam(spec, vector))
          .add(AdamWSpec.class, spec -> vector -> TorchOptimizers.adamW(spec, vector))
          .add(RmspropSpec.class, spec -> vector -> TorchOptimizers.rmsprop(spec, vector));

  private final TorchOperations operations = new TorchOperations();
  private final List<Device> devices = TorchDevices.usable();

  @Override
  public String version() {
    return "LibTorch " + TorchNatives.version();
  }

  @Override
  public List<Device> devices() {
    return devices;
  }

  @Override
  public Map<String, String> unusableDevices() {
    return TorchDevices.unusable();
  }

  @Override
  public TensorOperations<Tensor> tensors() {
    return operations;
  }

  @Override
  public @Nullable LiveModule<Tensor> module(ModuleSpec spec, Map<String, TensorData> initial) {
    TorchModule module = MODULES.make(spec);
    return module == null ? null : module.startingFrom(operations, initial);
  }

  @Override
  public @Nullable LiveLoss<Tensor> loss(LossSpec spec) {
    return LOSSES.make(spec);
  }

  @Override
  public @Nullable LiveOptimizer<Tensor> optimizer(OptimizerSpec spec, List<Tensor> parameters) {
    if (spec instanceof LbfgsSpec lbfgs) {
      return new TorchLbfgs(operations, lbfgs, parameters);
    }
    if (spec instanceof SgdSpec sgd) {
      return new TorchSgd(operations, sgd, parameters);
    }
    Function<TensorVector, Optimizer> maker = OPTIMIZERS.make(spec);
    return maker == null
        ? null
        : new TorchOptimizer(parameters, maker, new OptimizerArchive(spec, operations));
  }

  @Override
  public StateArchives stateArchives() {
    return new TorchStateArchives();
  }

  @Override
  public void close() {
    // LibTorch belongs to the process
  }
}
