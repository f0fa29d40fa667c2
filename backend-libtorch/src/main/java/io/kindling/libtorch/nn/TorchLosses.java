package io.kindling.libtorch.nn;

import io.kindling.spec.BceWithLogitsSpec;
import io.kindling.spec.CrossEntropySpec;
import io.kindling.spec.HuberSpec;
import io.kindling.spec.L1Spec;
import io.kindling.spec.MseSpec;
import io.kindling.spec.PoissonNllSpec;
import io.kindling.spec.Reduction;
import io.kindling.spec.SmoothL1Spec;
import org.bytedeco.pytorch.BCEWithLogitsLossImpl;
import org.bytedeco.pytorch.BCEWithLogitsLossOptions;
import org.bytedeco.pytorch.CrossEntropyLossImpl;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.HuberLossImpl;
import org.bytedeco.pytorch.HuberLossOptions;
import org.bytedeco.pytorch.L1LossImpl;
import org.bytedeco.pytorch.L1LossOptions;
import org.bytedeco.pytorch.LossReduction;
import org.bytedeco.pytorch.MSELossImpl;
import org.bytedeco.pytorch.MSELossOptions;
import org.bytedeco.pytorch.PoissonNLLLossImpl;
import org.bytedeco.pytorch.PoissonNLLLossOptions;
import org.bytedeco.pytorch.SmoothL1LossImpl;
import org.bytedeco.pytorch.SmoothL1LossOptions;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;

/** LibTorch's losses, made from descriptions. */
public final class TorchLosses {
  private TorchLosses() {}

  /** {@return {@code torch::nn::MSELoss}} */
  public static TorchLoss mse(MseSpec spec) {
    try (MSELossOptions options = new MSELossOptions()) {
      reduce(options.reduction(), spec.reduction());
      MSELossImpl mse = new MSELossImpl(options);
      return new TorchLoss(mse, mse::forward);
    }
  }

  /** {@return {@code torch::nn::L1Loss}} */
  public static TorchLoss l1(L1Spec spec) {
    try (L1LossOptions options = new L1LossOptions()) {
      reduce(options.reduction(), spec.reduction());
      L1LossImpl l1 = new L1LossImpl(options);
      return new TorchLoss(l1, l1::forward);
    }
  }

  /** {@return {@code torch::nn::SmoothL1Loss}} */
  public static TorchLoss smoothL1(SmoothL1Spec spec) {
    try (SmoothL1LossOptions options = new SmoothL1LossOptions()) {
      options.beta().put(spec.beta());
      reduce(options.reduction(), spec.reduction());
      SmoothL1LossImpl smoothL1 = new SmoothL1LossImpl(options);
      return new TorchLoss(smoothL1, smoothL1::forward);
    }
  }

  /** {@return {@code torch::nn::HuberLoss}} */
  public static TorchLoss huber(HuberSpec spec) {
    try (HuberLossOptions options = new HuberLossOptions()) {
      options.delta().put(spec.delta());
      reduce(options.reduction(), spec.reduction());
      HuberLossImpl huber = new HuberLossImpl(options);
      return new TorchLoss(huber, huber::forward);
    }
  }

  /** {@return {@code torch::nn::BCEWithLogitsLoss}} */
  public static TorchLoss bceWithLogits(BceWithLogitsSpec spec) {
    try (BCEWithLogitsLossOptions options = new BCEWithLogitsLossOptions()) {
      reduce(options.reduction(), spec.reduction());
      BCEWithLogitsLossImpl bceWithLogits = new BCEWithLogitsLossImpl(options);
      return new TorchLoss(bceWithLogits, bceWithLogits::forward);
    }
  }

  /** {@return {@code torch::nn::CrossEntropyLoss}} */
  public static TorchLoss crossEntropy(CrossEntropySpec spec) {
    try (CrossEntropyLossOptions options = new CrossEntropyLossOptions()) {
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
