package io.kindling.libtorch.optim;

import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.optim.SgdSpec;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorImpl;

/**
 * LibTorch's {@code torch::optim::SGD}, which alone of its optimizers writes past autograd: that
 * would take the new values for those which a history was recorded with. So each step says itself
 * what has changed.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/api/src/optim/sgd.cpp">
 *     torch/optim/sgd.cpp</a>
 */
public final class TorchSgd extends TorchOptimizer {
  private final List<Written> written;

  /**
   * Makes the optimizer.
   *
   * @param operations copies the values of its state
   * @param spec its description
   * @param parameters what it updates
   */
  public TorchSgd(TorchOperations operations, SgdSpec spec, List<Tensor> parameters) {
    super(
        parameters,
        vector -> TorchOptimizers.sgd(spec, vector),
        new OptimizerArchive(spec, operations));
    this.written = parameters.stream().map(Written::of).toList();
  }

  @Override
  public void step() {
    super.step();
    written.forEach(Written::changed);
  }

  /**
   * A parameter that steps write to.
   *
   * @param gradient where its gradient is, whenever it has one; that place never moves
   * @param values what counts the changes of its values; stays the same on every device
   */
  private record Written(Tensor gradient, TensorImpl values) {
    static Written of(Tensor parameter) {
      return new Written(parameter.mutable_grad(), parameter.unsafeGetTensorImpl());
    }

    void changed() {
      if (gradient.defined()) {
        values.bump_version();
      }
    }
  }
}
