package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
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
  public static final String NAME = "sgd";

  private static final double DEFAULT_LR = 1e-3;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is negative or not finite, or if nesterov comes without
   *     momentum or with dampening
   */
  public SgdSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.notNegative(NAME, "momentum", momentum);
    SpecCheck.finite(NAME, "dampening", dampening);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
    if (nesterov && (momentum <= 0 || dampening != 0)) {
      throw new SpecException(
          NAME,
          "nesterov needs a momentum and no dampening",
          "momentum=" + SpecText.number(momentum) + ", dampening=" + SpecText.number(dampening),
          "momentum above 0, dampening 0",
          null);
    }
  }

  public static SgdSpec from(Arguments arguments) {
    arguments.names("lr", "momentum", "dampening", "weight_decay", "nesterov");
    return new SgdSpec(
        arguments.number("lr", DEFAULT_LR),
        arguments.number("momentum", 0),
        arguments.number("dampening", 0),
        arguments.number("weight_decay", 0),
        arguments.flag("nesterov", false));
  }

  /**
   * With momentum.
   *
   * @param momentum μ, 0 or more
   * @return the changed description
   */
  public SgdSpec momentum(double momentum) {
    return new SgdSpec(lr, momentum, dampening, weightDecay, nesterov);
  }

  /**
   * With dampening.
   *
   * @param dampening τ
   * @return the changed description
   */
  public SgdSpec dampening(double dampening) {
    return new SgdSpec(lr, momentum, dampening, weightDecay, nesterov);
  }

  /**
   * With weight decay (an L2 penalty).
   *
   * @param weightDecay λ, 0 or more
   * @return the changed description
   */
  public SgdSpec weightDecay(double weightDecay) {
    return new SgdSpec(lr, momentum, dampening, weightDecay, nesterov);
  }

  /**
   * With Nesterov's momentum or plain momentum.
   *
   * @param nesterov whether momentum is Nesterov's; set the momentum first
   * @return the changed description
   */
  public SgdSpec nesterov(boolean nesterov) {
    return new SgdSpec(lr, momentum, dampening, weightDecay, nesterov);
  }

  @Override
  public SgdSpec lr(double lr) {
    return new SgdSpec(lr, momentum, dampening, weightDecay, nesterov);
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
    return new PythonValues()
        .with("lr", lr)
        .with("momentum", momentum)
        .with("dampening", dampening)
        .with("weight_decay", weightDecay)
        .with("nesterov", nesterov)
        .with("maximize", false)
        .with("foreach", null)
        .with("differentiable", false);
  }

  @Override
  public SgdSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    return new SgdSpec(
        options.number("lr"),
        options.number("momentum"),
        options.number("dampening"),
        options.number("weight_decay"),
        options.flag("nesterov"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("lr", lr)
        .add("momentum", momentum, 0)
        .add("dampening", dampening, 0)
        .add("weight_decay", weightDecay, 0)
        .add("nesterov", nesterov, false)
        .toString();
  }
}
