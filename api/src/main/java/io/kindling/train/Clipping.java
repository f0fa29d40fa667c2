package io.kindling.train;

import io.kindling.Backend;
import io.kindling.NoGrad;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.optim.ClipNormSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.ClipValueSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Keeps gradients from being too large, between {@code backward} and {@code step}. Parameters
 * without a gradient are passed over.
 */
public final class Clipping {
  /** What PyTorch adds to the norm before it divides by it. */
  private static final double EPS = 1e-6;

  private Clipping() {}

  /**
   * Clips as described.
   *
   * @param spec how
   * @param parameters the parameters whose gradients are clipped
   */
  public static void clip(ClipSpec spec, List<Tensor> parameters) {
    if (spec instanceof ClipNormSpec norm) {
      norm(parameters, norm.max());
    } else if (spec instanceof ClipValueSpec value) {
      value(parameters, value.max());
    }
  }

  /**
   * Scales all gradients alike so that their common Euclidean norm is at most max: each is
   * multiplied by {@code min(1, max / (norm + 1e-6))}.
   *
   * @param parameters the parameters whose gradients are clipped
   * @param max the greatest norm
   * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">
   *     torch.nn.utils.clip_grad_norm_</a>
   */
  public static void norm(List<Tensor> parameters, double max) {
    replace(
        parameters,
        gradients -> {
          List<Tensor> squares =
              gradients.stream().map(gradient -> gradient.mul(gradient).sum().reshape(1)).toList();
          Tensor norm = Tensor.cat(squares, 0).sum().sqrt();
          Tensor factor = norm.add(EPS).pow(-1).mul(max).clamp(Double.NEGATIVE_INFINITY, 1);
          return gradient -> gradient.mul(factor);
        });
  }

  /**
   * Bounds every element of every gradient: {@code min(max(g, −max), max)}.
   *
   * @param parameters the parameters whose gradients are clipped
   * @param max the greatest absolute value
   * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html">
   *     torch.nn.utils.clip_grad_value_</a>
   */
  public static void value(List<Tensor> parameters, double max) {
    replace(parameters, gradients -> gradient -> gradient.clamp(-max, max));
  }

  /** What to do with each gradient, given all of them. */
  @FunctionalInterface
  private interface Rule {
    UnaryOperator<Tensor> of(List<Tensor> gradients);
  }

  private static void replace(List<Tensor> parameters, Rule rule) {
    if (parameters.isEmpty()) {
      return;
    }
    Backend backend = parameters.get(0).backend();
    try (Scope scope = backend.scope();
        NoGrad noGrad = backend.noGrad()) {
      List<Tensor> clipped = new ArrayList<>();
      List<Tensor> gradients = new ArrayList<>();
      for (Tensor parameter : parameters) {
        Tensor gradient = parameter.requiresGrad() ? parameter.grad() : null;
        if (gradient != null) {
          clipped.add(parameter);
          gradients.add(gradient);
        }
      }
      if (!gradients.isEmpty()) {
        UnaryOperator<Tensor> clip = rule.of(gradients);
        for (int i = 0; i < clipped.size(); i++) {
          clipped.get(i).grad(clip.apply(gradients.get(i)));
        }
      }
    }
  }
}
