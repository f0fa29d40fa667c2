package io.kindling.libtorch.nn;

import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.Reduction;
import io.kindling.nn.SmoothL1Spec;
import org.bytedeco.pytorch.BCEWithLogitsLossImpl;
import org.bytedeco.pytorch.BCEWithLogitsLossOptions;
import org.bytedeco.pytorch.CrossEntropyLossImpl;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.LossReduction;
import org.bytedeco.pytorch.PoissonNLLLossImpl;
import org.bytedeco.pytorch.PoissonNLLLossOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;
import org.jspecify.annotations.Nullable;

/**
 * LibTorch's losses, made from descriptions. Those that compare element by element are its
 * functions, not its modules: a module first broadcasts prediction and target, whose shapes are
 * known to be equal here, and each of the two views has a part in the history too.
 */
public final class TorchLosses {
  private TorchLosses() {}

  /** {@return {@code torch::mse_loss}} */
  public static TorchLoss mse(MseSpec spec) {
    long reduction = code(spec.reduction());
    return new TorchLoss((prediction, target) -> torch.mse_loss(prediction, target, reduction));
  }

  /** {@return {@code torch::l1_loss}} */
  public static TorchLoss l1(L1Spec spec) {
    long reduction = code(spec.reduction());
    return new TorchLoss((prediction, target) -> torch.l1_loss(prediction, target, reduction));
  }

  /** {@return {@code torch::smooth_l1_loss}} */
  public static TorchLoss smoothL1(SmoothL1Spec spec) {
    long reduction = code(spec.reduction());
    return new TorchLoss(
        (prediction, target) -> torch.smooth_l1_loss(prediction, target, reduction, spec.beta()));
  }

  /** {@return {@code torch::huber_loss}} */
  public static TorchLoss huber(HuberSpec spec) {
    long reduction = code(spec.reduction());
    return new TorchLoss(
        (prediction, target) -> torch.huber_loss(prediction, target, reduction, spec.delta()));
  }

  /** {@return {@code torch::nn::BCEWithLogitsLoss}; null if it weighs} */
  public static @Nullable TorchLoss bceWithLogits(BceWithLogitsSpec spec) {
    if (!spec.posWeight().isEmpty()) {
      return null; // weights would stay on the device where they are made
    }
    try (BCEWithLogitsLossOptions options = new BCEWithLogitsLossOptions()) {
      reduce(options.reduction(), spec.reduction());
      BCEWithLogitsLossImpl bceWithLogits = new BCEWithLogitsLossImpl(options);
      return new TorchLoss(bceWithLogits, bceWithLogits::forward);
    }
  }

  /** {@return {@code torch::nn::CrossEntropyLoss}; null if it weighs} */
  public static @Nullable TorchLoss crossEntropy(CrossEntropySpec spec) {
    if (!spec.weight().isEmpty()) {
      return null;
    }
    try (CrossEntropyLossOptions options = new CrossEntropyLossOptions()) {
      options.ignore_index().put(spec.ignoreIndex());
      options.label_smoothing().put(spec.labelSmoothing());
      reduce(options.reduction(), spec.reduction());
      CrossEntropyLossImpl crossEntropy = new CrossEntropyLossImpl(options);
      return new TorchLoss(crossEntropy, crossEntropy::forward);
    }
  }

  /** {@return {@code torch::nn::PoissonNLLLoss}} */
  public static TorchLoss poissonNll(PoissonNllSpec spec) {
    try (PoissonNLLLossOptions options = new PoissonNLLLossOptions()) {
      options.log_input().put(spec.logInput());
      options.full().put(spec.full());
      options.eps().put(spec.eps());
      reduce(options.reduction(), spec.reduction());
      PoissonNLLLossImpl poissonNll = new PoissonNLLLossImpl(options);
      return new TorchLoss(poissonNll, poissonNll::forward);
    }
  }

  /** The number that a function of LibTorch knows a reduction by: {@code at::Reduction}. */
  private static long code(Reduction reduction) {
    return switch (reduction) {
      case NONE -> 0;
      case MEAN -> 1;
      case SUM -> 2;
    };
  }

  private static void reduce(LossReduction option, Reduction reduction) {
    switch (reduction) {
      case MEAN -> {
        try (kMean mean = new kMean()) {
          option.put(mean);
        }
      }
      case SUM -> {
        try (kSum sum = new kSum()) {
          option.put(sum);
        }
      }
      case NONE -> {
        try (kNone none = new kNone()) {
          option.put(none);
        }
      }
    }
  }
}
