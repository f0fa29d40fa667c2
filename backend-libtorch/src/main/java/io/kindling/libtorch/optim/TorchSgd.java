package io.kindling.libtorch.optim;

import io.kindling.spec.SgdSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.List;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** LibTorch's {@code torch::optim::SGD}. */
public final class TorchSgd implements LiveOptimizer {
  private final SGD sgd;

  /**
   * Makes the optimizer.
   *
   * @param spec its description
   * @param parameters what it updates
   */
  public TorchSgd(SgdSpec spec, List<Tensor> parameters) {
    try (SGDOptions options = new SGDOptions(spec.lr());
        TensorVector vector = new TensorVector(parameters.toArray(Tensor[]::new))) {
      options.momentum().put(spec.momentum());
      options.dampening().put(spec.dampening());
      options.weight_decay().put(spec.weightDecay());
      options.nesterov().put(spec.nesterov());
      sgd = new SGD(vector, options);
    }
  }

  @Override
  public void zeroGrad() {
    sgd.zero_grad();
  }

  @Override
  public void step() {
    sgd.step().close();
  }

  @Override
  public double learningRate() {
    return options().get_lr();
  }

  @Override
  public void learningRate(double learningRate) {
    options().set_lr(learningRate);
  }

  /** The options of the one group of parameters; they belong to the optimizer. */
  private OptimizerOptions options() {
    return sgd.param_groups().get(0).options();
  }

  @Override
  public void close() {
    sgd.close();
  }
}
