package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.ShapeException;
import io.kindling.ops.Operations;
import java.util.Objects;

/**
 * The negative logarithm of the Gaussian likelihood of a target y, of which the prediction says
 * mean μ and variance v: {@code (ln v + (y − μ)² / v) / 2}; if full, plus {@code ln(2π) / 2}.
 *
 * <p>The prediction has two columns, μ and v, the target one: {@code [n, 2]} and {@code [n, 1]}. A
 * variance below ε counts as ε, and its derivative is as if it were; PyTorch, which does so too,
 * refuses negative ones.
 *
 * @param full whether the constant is added; default false
 * @param eps ε, above 0; default 1e-6
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html">
 *     torch.nn.GaussianNLLLoss</a>
 */
public record GaussianNllSpec(boolean full, double eps, Reduction reduction)
    implements LossSpec, LossBody {
  public static final String NAME = "gaussian_nll";

  public static final double DEFAULT_EPS = 1e-6;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public GaussianNllSpec {
    SpecCheck.positive(NAME, "eps", eps);
    Objects.requireNonNull(reduction);
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    if (prediction.rank() != 2
        || prediction.size(1) != 2
        || !target.equals(Shape.of(prediction.size(0), 1))) {
      throw new ShapeException(
          NAME,
          "the prediction must have a mean and a variance for each row of the target",
          "shapes " + prediction + " and " + target,
          "[n, 2] and [n, 1]",
          null);
    }
    return reduction.shape(target);
  }

  /** The gradient goes through where the variance is raised, too. */
  private <V extends Operations<V>> V atLeastEps(V variance) {
    V raised = variance.sub(variance.detach()).add(eps);
    return variance.where(variance.ge(eps), raised);
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    V mean = prediction.narrow(1, 0, 1);
    V variance = atLeastEps(prediction.narrow(1, 1, 1));
    V difference = mean.sub(target);
    V losses = variance.log().add(difference.mul(difference).div(variance)).mul(0.5);
    return reduction.of(full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("full", full, false)
        .add("eps", eps, DEFAULT_EPS)
        .add("reduction", reduction, Reduction.MEAN)
        .toString();
  }
}
