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
  private Clipping() {}

  /**
   * Clips as described.
   *
   * @param spec how
   * @param parameters the parameters whose gradients are clipped
   */
  public static void clip(ClipSpec spec, List<Tensor> parameters) {
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
        UnaryOperator<Tensor> clip = spec.rule(gradients, () -> norm(gradients));
        for (int i = 0; i < clipped.size(); i++) {
          clipped.get(i).grad(clip.apply(gradients.get(i)));
        }
      }
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
    clip(new ClipNormSpec(max), parameters);
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
    clip(new ClipValueSpec(max), parameters);
  }

  private static Tensor norm(List<Tensor> gradients) {
    List<Tensor> squares =
        gradients.stream().map(gradient -> gradient.mul(gradient).sum().reshape(1)).toList();
    return Tensor.cat(squares, 0).sum().sqrt();
  }
}
