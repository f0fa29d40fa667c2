package io.kindling.optim;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.optim.python.PythonOptions;
import io.kindling.optim.python.PythonValues;
import java.util.List;

/**
 * Adagrad: steps scaled by the sum of all squared gradients so far.
 *
 * <p>With g the gradient, λ the weight decay and t the number of the step, from 1:
 *
 * <pre>
 * g ← g + λ·θ
 * s ← s + g²
 * θ ← θ − η/(1 + (t − 1)·lr_decay) · g / (√s + ε)
 * </pre>
 *
 * <p>State: {@code step}, {@code sum} (s), which is there from the beginning.
 *
 * @param lr the learning rate η, 0 or more; default 0.01, as PyTorch's
 * @param lrDecay how fast the learning rate falls, 0 or more; default 0
 * @param weightDecay λ, 0 or more; default 0
 * @param initialAccumulatorValue what s starts from, 0 or more; default 0
 * @param eps ε, 0 or more; default 1e-10
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.Adagrad.html">
 *     torch.optim.Adagrad</a>
 */
public record AdagradSpec(
    double lr, double lrDecay, double weightDecay, double initialAccumulatorValue, double eps)
    implements OptimizerSpec {
  static final String NAME = "adagrad";

  private static final Field<AdagradSpec, Double> LR = OptimizerSpec.lrField(0.01);
  private static final Field<AdagradSpec, Double> LR_DECAY =
      number("lr_decay", AdagradSpec::lrDecay, NOT_NEGATIVE, 0);
  private static final Field<AdagradSpec, Double> WEIGHT_DECAY =
      number("weight_decay", AdagradSpec::weightDecay, NOT_NEGATIVE, 0);
  private static final Field<AdagradSpec, Double> INITIAL_ACCUMULATOR_VALUE =
      number("initial_accumulator_value", AdagradSpec::initialAccumulatorValue, NOT_NEGATIVE, 0);
  private static final Field<AdagradSpec, Double> EPS =
      number("eps", AdagradSpec::eps, NOT_NEGATIVE, 1e-10);

  public static final Schema<AdagradSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "steps scaled by the sum of all squared gradients so far",
          LR,
          LR_DECAY,
          WEIGHT_DECAY,
          INITIAL_ACCUMULATOR_VALUE,
          EPS,
          AdagradSpec::new);

  private static final PythonOptions<AdagradSpec> PYTHON =
      PythonOptions.of(SCHEMA)
          .with(LR, LR_DECAY, EPS, WEIGHT_DECAY, INITIAL_ACCUMULATOR_VALUE)
          .with("foreach", null)
          .minimizes();

  /** Checks the values. */
  public AdagradSpec {
    SCHEMA.check(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  @Override
  public AdagradSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With a learning rate that falls. */
  public AdagradSpec lrDecay(double lrDecay) {
    return SCHEMA.with(this, LR_DECAY.of(lrDecay));
  }

  /** With weight decay λ. */
  public AdagradSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  /** With another s to start from. */
  public AdagradSpec initialAccumulatorValue(double initialAccumulatorValue) {
    return SCHEMA.with(this, INITIAL_ACCUMULATOR_VALUE.of(initialAccumulatorValue));
  }

  /** With another ε. */
  public AdagradSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step");
  }

  @Override
  public List<String> stateTensors() {
    return List.of("sum");
  }

  @Override
  public PythonValues options() {
    return PYTHON.write(this);
  }

  @Override
  public AdagradSpec options(PythonValues options) {
    return PYTHON.read(options);
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
