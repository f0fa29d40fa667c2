package io.kindling.libtorch.nn;

import io.kindling.spec.MseSpec;
import io.kindling.spi.LiveLoss;
import org.bytedeco.pytorch.MSELossImpl;
import org.bytedeco.pytorch.MSELossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;

/** LibTorch's {@code torch::nn::MSELoss}. */
public final class TorchMse implements LiveLoss<Tensor> {
  private final MSELossImpl mse;

  /**
   * Makes the loss.
   *
   * @param spec its description
   */
  public TorchMse(MseSpec spec) {
    try (MSELossOptions options = options(spec)) {
      mse = new MSELossImpl(options);
    }
  }

  private static MSELossOptions options(MseSpec spec) {
    return switch (spec.reduction()) {
      case MEAN -> {
        try (kMean mean = new kMean()) {
          yield new MSELossOptions(mean);
        }
      }
      case SUM -> {
        try (kSum sum = new kSum()) {
          yield new MSELossOptions(sum);
        }
      }
      case NONE -> {
        try (kNone none = new kNone()) {
          yield new MSELossOptions(none);
        }
      }
    };
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return mse.forward(prediction, target);
  }

  @Override
  public void close() {
    mse.close();
  }
}
