package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
import io.kindling.ops.Operations;
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
  public static final String NAME = "adadelta";

  public static final double DEFAULT_LR = 1;
  public static final double DEFAULT_RHO = 0.9;
  public static final double DEFAULT_EPS = 1e-6;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public AdadeltaSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.share(NAME, "rho", rho);
    SpecCheck.notNegative(NAME, "eps", eps);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
  }

  @Override
  public AdadeltaSpec lr(double lr) {
    return new AdadeltaSpec(lr, rho, eps, weightDecay);
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
    return new PythonValues()
        .with("lr", lr)
        .with("rho", rho)
        .with("eps", eps)
        .with("weight_decay", weightDecay)
        .with("foreach", null)
        .with("maximize", false);
  }

  @Override
  public AdadeltaSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    return new AdadeltaSpec(
        options.number("lr"),
        options.number("rho"),
        options.number("eps"),
        options.number("weight_decay"));
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
    return new SpecText(NAME)
        .add("lr", lr, DEFAULT_LR)
        .add("rho", rho, DEFAULT_RHO)
        .add("eps", eps, DEFAULT_EPS)
        .add("weight_decay", weightDecay, 0)
        .toString();
  }
}
