package io.kindling.optim;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;
import static io.kindling.description.Range.SHARE;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.ops.Operations;
import io.kindling.optim.python.PythonOptions;
import io.kindling.optim.python.PythonValues;
import java.util.List;
import java.util.Map;

/**
 * Adadelta: steps of the size that the last steps had, scaled by the size that the last gradients
 * had.
 *
 * <p>With g the gradient and λ the weight decay:
 *
 * <pre>
 * g ← g + λ·θ
 * s ← ρ·s + (1 − ρ)·g²
 * d ← √(u + ε) / √(s + ε) · g
 * u ← ρ·u + (1 − ρ)·d²
 * θ ← θ − η·d
 * </pre>
 *
 * <p>State: {@code step}, {@code square_avg} (s), {@code acc_delta} (u).
 *
 * @param lr the learning rate η, 0 or more; default 1
 * @param rho ρ, from 0 to 1; default 0.9
 * @param eps ε, 0 or more; default 1e-6
 * @param weightDecay λ, 0 or more; default 0
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.Adadelta.html">
 *     torch.optim.Adadelta</a>
 */
public record AdadeltaSpec(double lr, double rho, double eps, double weightDecay)
    implements OptimizerSpec, OptimizerBody {
  static final String NAME = "adadelta";

  private static final Field<AdadeltaSpec, Double> LR = OptimizerSpec.lrField(1);
  private static final Field<AdadeltaSpec, Double> RHO =
      number("rho", AdadeltaSpec::rho, SHARE, 0.9);
  private static final Field<AdadeltaSpec, Double> EPS =
      number("eps", AdadeltaSpec::eps, NOT_NEGATIVE, 1e-6);
  private static final Field<AdadeltaSpec, Double> WEIGHT_DECAY =
      number("weight_decay", AdadeltaSpec::weightDecay, NOT_NEGATIVE, 0);

  public static final Schema<AdadeltaSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "steps of the size of the last ones, scaled by a running mean of the squared gradient",
          LR,
          RHO,
          EPS,
          WEIGHT_DECAY,
          AdadeltaSpec::new);

  private static final PythonOptions<AdadeltaSpec> PYTHON =
      PythonOptions.of(SCHEMA).with(LR, RHO, EPS, WEIGHT_DECAY).with("foreach", null).minimizes();

  /** Checks the values. */
  public AdadeltaSpec {
    SCHEMA.check(lr, rho, eps, weightDecay);
  }

  @Override
  public AdadeltaSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With another ρ. */
  public AdadeltaSpec rho(double rho) {
    return SCHEMA.with(this, RHO.of(rho));
  }

  /** With another ε. */
  public AdadeltaSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With weight decay λ. */
  public AdadeltaSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step");
  }

  @Override
  public List<String> stateTensors() {
    return List.of("square_avg", "acc_delta");
  }

  @Override
  public ParameterState initialState(Shape shape) {
    TensorData zeros = TensorData.full(shape, 0);
    return new ParameterState(Map.of("step", 0.0), Map.of("square_avg", zeros, "acc_delta", zeros));
  }

  @Override
  public <V extends Operations<V>> Remembered<V> step(
      Remembered<V> before, V gradient, double learningRate) {
    V theta = before.parameter();
    V g = weightDecay == 0 ? gradient : gradient.add(theta.mul(weightDecay));
    V squares = average(before.tensor("square_avg"), g);
    V deltas = before.tensor("acc_delta");
    V delta = deltas.add(eps).sqrt().div(squares.add(eps).sqrt()).mul(g);
    return new Remembered<>(
        theta.sub(delta.mul(learningRate)),
        Map.of("step", before.number("step") + 1),
        Map.of("square_avg", squares, "acc_delta", average(deltas, delta)));
  }

  /** The running mean of squares. */
  private <V extends Operations<V>> V average(V mean, V next) {
    return mean.mul(rho).add(next.mul(next).mul(1 - rho));
  }

  @Override
  public PythonValues options() {
    return PYTHON.write(this);
  }

  @Override
  public AdadeltaSpec options(PythonValues options) {
    return PYTHON.read(options);
  }

  /** PyTorch 1.13 counts in an int. */
  @Override
  public PythonValues entries(ParameterState state) {
    long step = state.numbers().getOrDefault("step", 0.0).longValue();
    return OptimizerSpec.super.entries(state).with("step", step);
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
