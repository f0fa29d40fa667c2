package io.kindling.optim;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.FINITE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.SpecException;
import io.kindling.optim.python.PythonOptions;
import io.kindling.optim.python.PythonValues;
import java.util.List;

/**
 * Stochastic gradient descent: {@code θ ← θ − η·∇θ}.
 *
 * <p>In full, with g the gradient, λ the weight decay, μ the momentum and τ the dampening:
 *
 * <pre>
 * g ← g + λ·θ
 * if μ ≠ 0:   v ← g at the first step, v ← μ·v + (1 − τ)·g after;   g ← g + μ·v if nesterov, else v
 * θ ← θ − η·g
 * </pre>
 *
 * <p>State, where there is momentum: {@code momentum_buffer} (v).
 *
 * @param lr the learning rate η, 0 or more; default 0.001, as PyTorch's
 * @param momentum μ, 0 or more; default 0
 * @param dampening τ; default 0
 * @param weightDecay λ, 0 or more; default 0
 * @param nesterov whether momentum is Nesterov's; default false
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public record SgdSpec(
    double lr, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements OptimizerSpec {
  static final String NAME = "sgd";

  private static final Field<SgdSpec, Double> LR = OptimizerSpec.lrField(1e-3);
  private static final Field<SgdSpec, Double> MOMENTUM =
      number("momentum", SgdSpec::momentum, NOT_NEGATIVE, 0);
  private static final Field<SgdSpec, Double> DAMPENING =
      number("dampening", SgdSpec::dampening, FINITE, 0);
  private static final Field<SgdSpec, Double> WEIGHT_DECAY =
      number("weight_decay", SgdSpec::weightDecay, NOT_NEGATIVE, 0);
  private static final Field<SgdSpec, Boolean> NESTEROV =
      flag("nesterov", SgdSpec::nesterov, false);

  public static final Schema<SgdSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "gradient descent",
          LR,
          MOMENTUM,
          DAMPENING,
          WEIGHT_DECAY,
          NESTEROV,
          SgdSpec::new);

  private static final PythonOptions<SgdSpec> PYTHON =
      PythonOptions.of(SCHEMA)
          .with(LR, MOMENTUM, DAMPENING, WEIGHT_DECAY, NESTEROV)
          .minimizes()
          .with("foreach", null)
          .with("differentiable", false);

  /** Checks the values. */
  public SgdSpec {
    SCHEMA.check(lr, momentum, dampening, weightDecay, nesterov);
    if (nesterov && (momentum <= 0 || dampening != 0)) {
      throw new SpecException(
          NAME,
          "nesterov needs a momentum and no dampening",
          "momentum=" + MOMENTUM.text(momentum) + ", dampening=" + DAMPENING.text(dampening),
          "momentum above 0, dampening 0",
          null);
    }
  }

  @Override
  public SgdSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With momentum μ. */
  public SgdSpec momentum(double momentum) {
    return SCHEMA.with(this, MOMENTUM.of(momentum));
  }

  /** With dampening τ. */
  public SgdSpec dampening(double dampening) {
    return SCHEMA.with(this, DAMPENING.of(dampening));
  }

  /** With weight decay λ (an L2 penalty). */
  public SgdSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  /** With Nesterov's momentum or plain momentum; set the momentum first. */
  public SgdSpec nesterov(boolean nesterov) {
    return SCHEMA.with(this, NESTEROV.of(nesterov));
  }

  @Override
  public List<String> stateNumbers() {
    return List.of();
  }

  @Override
  public List<String> stateTensors() {
    return momentum == 0 ? List.of() : List.of("momentum_buffer");
  }

  @Override
  public PythonValues options() {
    return PYTHON.write(this);
  }

  @Override
  public SgdSpec options(PythonValues options) {
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
