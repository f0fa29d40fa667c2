package io.kindling.nn;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.POSITIVE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import io.kindling.ops.Operations;

/**
 * The negative logarithm of the Gaussian likelihood of a target y, of which the prediction says
 * mean μ and variance v: {@code (ln v + (y − μ)² / v) / 2}; if full, plus {@code ln(2π) / 2}.
 *
 * <p>The prediction has two columns, μ and v, the target one: {@code [n, 2]} and {@code [n, 1]}, or
 * {@code [n]}. A variance below ε counts as ε, and its derivative is as if it were; PyTorch, which
 * does so too, refuses negative ones.
 *
 * @param full whether the constant is added; default false
 * @param eps ε, above 0; default 1e-6
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html">
 *     torch.nn.GaussianNLLLoss</a>
 */
public record GaussianNllSpec(boolean full, double eps, Reduction reduction)
    implements LossSpec, LossBody {
  static final String NAME = "gaussian_nll";

  private static final Field<GaussianNllSpec, Boolean> FULL =
      flag("full", GaussianNllSpec::full, false);
  private static final Field<GaussianNllSpec, Double> EPS =
      number("eps", GaussianNllSpec::eps, POSITIVE, 1e-6);
  private static final Field<GaussianNllSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<GaussianNllSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "the model says mean and variance",
          FULL,
          EPS,
          REDUCTION,
          GaussianNllSpec::new);

  /** Checks the values. */
  public GaussianNllSpec {
    SCHEMA.check(full, eps, reduction);
  }

  /** With or without the constant. */
  public GaussianNllSpec full(boolean full) {
    return SCHEMA.with(this, FULL.of(full));
  }

  /** With another ε. */
  public GaussianNllSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With another reduction. */
  @Override
  public GaussianNllSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  /** Mean and variance. */
  @Override
  public int outputsPerTarget() {
    return 2;
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    boolean twoColumns = prediction.rank() == 2 && prediction.size(1) == 2;
    boolean oneEach =
        twoColumns
            && (target.equals(Shape.of(prediction.size(0), 1))
                || target.equals(Shape.of(prediction.size(0))));
    if (!oneEach) {
      throw new ShapeException(
          NAME,
          "the prediction must have a mean and a variance for each row of the target",
          "shapes " + prediction + " and " + target,
          "[n, 2] and [n, 1], or [n, 2] and [n]",
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
    long[] sizes = target.shape().sizes();
    V mean = prediction.narrow(1, 0, 1).reshape(sizes);
    V variance = atLeastEps(prediction.narrow(1, 1, 1).reshape(sizes));
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
    return SCHEMA.text(this);
  }
}
