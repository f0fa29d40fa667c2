package io.kindling.optim;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.ParameterState;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.optim.python.PythonOptions;
import io.kindling.optim.python.PythonValues;
import java.util.List;

/**
 * RMSprop: steps scaled by a running mean of the squared gradient.
 *
 * <p>With g the gradient, λ the weight decay and μ the momentum:
 *
 * <pre>
 * g ← g + λ·θ
 * v ← α·v + (1 − α)·g²
 * if centered:   a ← α·a + (1 − α)·g,   s = √(v − a²) + ε,   else   s = √v + ε
 * if μ > 0:      b ← μ·b + g/s,   θ ← θ − η·b,               else   θ ← θ − η·g/s
 * </pre>
 *
 * <p>State: {@code step}, {@code square_avg} (v), {@code grad_avg} (a), {@code momentum_buffer}
 * (b).
 *
 * @param lr the learning rate η, 0 or more; default 0.01, as PyTorch's
 * @param alpha α, how slowly v forgets, 0 or more; default 0.99
 * @param eps ε, 0 or more; default 1e-8
 * @param weightDecay λ, 0 or more; default 0
 * @param momentum μ, 0 or more; default 0
 * @param centered whether the gradient's variance takes the place of its mean square; default false
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html">
 *     torch.optim.RMSprop</a>
 */
public record RmspropSpec(
    double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered)
    implements OptimizerSpec {
  static final String NAME = "rmsprop";

  private static final Field<RmspropSpec, Double> LR = OptimizerSpec.lrField(0.01);
  private static final Field<RmspropSpec, Double> ALPHA =
      number("alpha", RmspropSpec::alpha, NOT_NEGATIVE, 0.99);
  private static final Field<RmspropSpec, Double> EPS =
      number("eps", RmspropSpec::eps, NOT_NEGATIVE, 1e-8);
  private static final Field<RmspropSpec, Double> WEIGHT_DECAY =
      number("weight_decay", RmspropSpec::weightDecay, NOT_NEGATIVE, 0);
  private static final Field<RmspropSpec, Double> MOMENTUM =
      number("momentum", RmspropSpec::momentum, NOT_NEGATIVE, 0);
  private static final Field<RmspropSpec, Boolean> CENTERED =
      flag("centered", RmspropSpec::centered, false);

  public static final Schema<RmspropSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "steps scaled by a running mean of the squared gradient",
          LR,
          ALPHA,
          EPS,
          WEIGHT_DECAY,
          MOMENTUM,
          CENTERED,
          RmspropSpec::new);

  private static final PythonOptions<RmspropSpec> PYTHON =
      PythonOptions.of(SCHEMA)
          .with(LR, MOMENTUM, ALPHA, EPS, CENTERED, WEIGHT_DECAY)
          .with("foreach", null)
          .minimizes()
          .with("differentiable", false);

  /** Checks the values. */
  public RmspropSpec {
    SCHEMA.check(lr, alpha, eps, weightDecay, momentum, centered);
  }

  @Override
  public RmspropSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With another α. */
  public RmspropSpec alpha(double alpha) {
    return SCHEMA.with(this, ALPHA.of(alpha));
  }

  /** With another ε. */
  public RmspropSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With weight decay λ. */
  public RmspropSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  /** With momentum μ. */
  public RmspropSpec momentum(double momentum) {
    return SCHEMA.with(this, MOMENTUM.of(momentum));
  }

  /** With the gradient's variance or its mean square. */
  public RmspropSpec centered(boolean centered) {
    return SCHEMA.with(this, CENTERED.of(centered));
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step");
  }

  @Override
  public List<String> stateTensors() {
    return Moments.tensors(centered, momentum);
  }

  /** With {@code step} as an int, which later versions make a tensor of themselves. */
  @Override
  public PythonValues entries(ParameterState state) {
    long step = state.numbers().getOrDefault("step", 0.0).longValue();
    return OptimizerSpec.super.entries(state).with("step", step);
  }

  @Override
  public PythonValues options() {
    return PYTHON.write(this);
  }

  @Override
  public RmspropSpec options(PythonValues options) {
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
