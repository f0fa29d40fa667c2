package io.kindling.nn;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;
import static io.kindling.description.Range.POSITIVE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Range;
import io.kindling.description.Schema;

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
  static final String NAME = "poisson_nll";

  private static final Field<PoissonNllSpec, Boolean> LOG_INPUT =
      flag("log_input", PoissonNllSpec::logInput, true);
  private static final Field<PoissonNllSpec, Boolean> FULL =
      flag("full", PoissonNllSpec::full, false);
  private static final Field<PoissonNllSpec, Double> EPS =
      number("eps", PoissonNllSpec::eps, POSITIVE, 1e-8);
  private static final Field<PoissonNllSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<PoissonNllSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "of counts; the model says the logarithm of the rate, and so do predictions;"
              + " `log_input=false`: the rate",
          LOG_INPUT,
          FULL,
          EPS,
          REDUCTION,
          PoissonNllSpec::new);

  /** Checks the values. */
  public PoissonNllSpec {
    SCHEMA.check(logInput, full, eps, reduction);
  }

  /** With a prediction of the rate's logarithm or of the rate. */
  public PoissonNllSpec logInput(boolean logInput) {
    return SCHEMA.with(this, LOG_INPUT.of(logInput));
  }

  /** With or without Stirling's term. */
  public PoissonNllSpec full(boolean full) {
    return SCHEMA.with(this, FULL.of(full));
  }

  /** With another ε. */
  public PoissonNllSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With another reduction. */
  @Override
  public PoissonNllSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  @Override
  public Range targetRange() {
    return NOT_NEGATIVE;
  }

  @Override
  public boolean takesCounts() {
    return true;
  }

  @Override
  public boolean takesLogarithms() {
    return logInput;
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
