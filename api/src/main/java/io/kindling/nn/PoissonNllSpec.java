package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import java.util.Objects;

/**
 * The negative logarithm of the Poisson likelihood of a count y: {@code eˣ − y x} where the
 * prediction x is the rate's logarithm, else {@code x − y ln(x + ε)}; if full, plus Stirling's
 * approximation {@code y ln y − y + ln(2πy)/2} of {@code ln y!} where y > 1.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param logInput whether the prediction is the rate's logarithm; default true
 * @param full whether Stirling's term is added; default false
 * @param eps ε, above 0; default 1e-8
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html">
 *     torch.nn.PoissonNLLLoss</a>
 */
public record PoissonNllSpec(boolean logInput, boolean full, double eps, Reduction reduction)
    implements LossSpec {
  public static final String NAME = "poisson_nll";

  public static final double DEFAULT_EPS = 1e-8;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if ε is not above 0
   */
  public PoissonNllSpec {
    SpecCheck.positive(NAME, "eps", eps);
    Objects.requireNonNull(reduction);
  }

  public static PoissonNllSpec from(Arguments arguments) {
    arguments.names("log_input", "full", "eps", "reduction");
    return new PoissonNllSpec(
        arguments.flag("log_input", true),
        arguments.flag("full", false),
        arguments.number("eps", DEFAULT_EPS),
        arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With a prediction of the rate's logarithm or of the rate.
   *
   * @param logInput whether it is the logarithm
   * @return the changed description
   */
  public PoissonNllSpec logInput(boolean logInput) {
    return new PoissonNllSpec(logInput, full, eps, reduction);
  }

  /**
   * With or without Stirling's term.
   *
   * @param full whether it is added
   * @return the changed description
   */
  public PoissonNllSpec full(boolean full) {
    return new PoissonNllSpec(logInput, full, eps, reduction);
  }

  /**
   * With another ε.
   *
   * @param eps ε, above 0
   * @return the changed description
   */
  public PoissonNllSpec eps(double eps) {
    return new PoissonNllSpec(logInput, full, eps, reduction);
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public PoissonNllSpec reduction(Reduction reduction) {
    return new PoissonNllSpec(logInput, full, eps, reduction);
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(SpecCheck.same(NAME, prediction, target));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("log_input", logInput, true)
        .add("full", full, false)
        .add("eps", eps, DEFAULT_EPS)
        .add("reduction", reduction, Reduction.MEAN)
        .toString();
  }
}
