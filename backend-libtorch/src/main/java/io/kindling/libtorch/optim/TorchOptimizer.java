package io.kindling.libtorch.optim;

import static io.kindling.libtorch.natives.TorchFailures.explained;

import io.kindling.core.ParameterState;
import io.kindling.spi.LiveOptimizer;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** One of LibTorch's own optimizers. {@link TorchOptimizers} knows how to make them. */
public class TorchOptimizer implements LiveOptimizer<Tensor> {
  private final List<Tensor> parameters;
  private final Function<TensorVector, Optimizer> maker;
  private final OptimizerArchive archive;
  private Optimizer live;

  /**
   * Makes the optimizer.
   *
   * @param parameters what it updates
   * @param maker makes LibTorch's own, of the same parameters
   * @param archive reads and sets its state
   */
  public TorchOptimizer(
      List<Tensor> parameters, Function<TensorVector, Optimizer> maker, OptimizerArchive archive) {
    this.parameters = List.copyOf(parameters);
    this.maker = maker;
    this.archive = archive;
    this.live = make();
  }

  private Optimizer make() {
    try (TensorVector vector = new TensorVector(parameters.toArray(Tensor[]::new))) {
      return maker.apply(vector);
    }
  }

  /** LibTorch's own optimizer. */
  final Optimizer live() {
    return live;
  }

  @Override
  public final void zeroGrad() {
    live.zero_grad(/* set_to_none= */ true);
  }

  @Override
  public void step() {
    explained("step", live::step).close();
  }

  @Override
  public final double learningRate() {
    return options(live).get_lr();
  }

  @Override
  public final void learningRate(double learningRate) {
    options(live).set_lr(learningRate);
  }

  /** The options of the one group of parameters; they belong to the optimizer. */
  private static OptimizerOptions options(Optimizer optimizer) {
    return optimizer.param_groups().get(0).options();
  }

  @Override
  public final List<ParameterState> state() {
    return archive.state(live);
  }

  @Override
  public final void state(List<ParameterState> state) {
    // a new one, for LibTorch's load leaves the state of parameters that it has none for
    Optimizer successor = make();
    try {
      options(successor).set_lr(learningRate());
      archive.load(successor, state, parameters);
    } catch (RuntimeException | Error e) {
      successor.close();
      throw e;
    }
    live.close();
    live = successor;
  }

  @Override
  public final void close() {
    live.close();
  }
}
