package io.kindling.libtorch.optim;

import io.kindling.optim.AdagradSpec;
import io.kindling.optim.AdamSpec;
import io.kindling.optim.AdamWSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.RmspropSpec;
import io.kindling.optim.SgdSpec;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;

/** LibTorch's optimizers, made from descriptions for parameters. */
public final class TorchOptimizers {
  private TorchOptimizers() {}

  /** {@return {@code torch::optim::SGD}} */
  public static SGD sgd(SgdSpec spec, TensorVector parameters) {
    try (SGDOptions options = new SGDOptions(spec.lr())) {
      options.momentum().put(spec.momentum());
      options.dampening().put(spec.dampening());
      options.weight_decay().put(spec.weightDecay());
      options.nesterov().put(spec.nesterov());
      return new SGD(parameters, options);
    }
  }

  /** {@return {@code torch::optim::Adam}} */
  public static Adam adam(AdamSpec spec, TensorVector parameters) {
    try (AdamOptions options = new AdamOptions(spec.lr())) {
      betas(options.betas(), spec.beta1(), spec.beta2());
      options.eps().put(spec.eps());
      options.weight_decay().put(spec.weightDecay());
      options.amsgrad().put(spec.amsgrad());
      return new Adam(parameters, options);
    }
  }

  /** {@return {@code torch::optim::AdamW}} */
  public static AdamW adamW(AdamWSpec spec, TensorVector parameters) {
    try (AdamWOptions options = new AdamWOptions(spec.lr())) {
      betas(options.betas(), spec.beta1(), spec.beta2());
      options.eps().put(spec.eps());
      options.weight_decay().put(spec.weightDecay());
      options.amsgrad().put(spec.amsgrad());
      return new AdamW(parameters, options);
    }
  }

  /** The pair is a std::tuple, which some C++ libraries keep back to front; the defaults tell. */
  private static void betas(DoublePointer pair, double beta1, double beta2) {
    boolean inOrder = pair.get(0) < pair.get(1);
    pair.put(inOrder ? 0 : 1, beta1);
    pair.put(inOrder ? 1 : 0, beta2);
  }

  /** {@return {@code torch::optim::RMSprop}} */
  public static RMSprop rmsprop(RmspropSpec spec, TensorVector parameters) {
    try (RMSpropOptions options = new RMSpropOptions(spec.lr())) {
      options.alpha().put(spec.alpha());
      options.eps().put(spec.eps());
      options.weight_decay().put(spec.weightDecay());
      options.momentum().put(spec.momentum());
      options.centered().put(spec.centered());
      return new RMSprop(parameters, options);
    }
  }

  /** {@return {@code torch::optim::Adagrad}} */
  public static Adagrad adagrad(AdagradSpec spec, TensorVector parameters) {
    try (AdagradOptions options = new AdagradOptions(spec.lr())) {
      options.lr_decay().put(spec.lrDecay());
      options.weight_decay().put(spec.weightDecay());
      options.initial_accumulator_value().put(spec.initialAccumulatorValue());
      options.eps().put(spec.eps());
      return new Adagrad(parameters, options);
    }
  }

  /** {@return {@code torch::optim::LBFGS}} */
  public static LBFGS lbfgs(LbfgsSpec spec, TensorVector parameters) {
    try (LBFGSOptions options = new LBFGSOptions(spec.lr())) {
      options.max_iter().put(spec.maxIter());
      options.max_eval().put(spec.evaluations());
      options.tolerance_grad().put(spec.toleranceGrad());
      options.tolerance_change().put(spec.toleranceChange());
      options.history_size().put(spec.historySize());
      if (spec.lineSearch() == LbfgsSpec.LineSearch.STRONG_WOLFE) {
        options.line_search_fn().put("strong_wolfe");
      }
      return new LBFGS(parameters, options);
    }
  }
}
