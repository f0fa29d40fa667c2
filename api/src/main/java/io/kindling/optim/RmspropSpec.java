package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
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
  public static final String NAME = "rmsprop";

  private static final double DEFAULT_LR = 0.01;
  private static final double DEFAULT_ALPHA = 0.99;
  private static final double DEFAULT_EPS = 1e-8;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public RmspropSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.notNegative(NAME, "alpha", alpha);
    SpecCheck.notNegative(NAME, "eps", eps);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
    SpecCheck.notNegative(NAME, "momentum", momentum);
  }

  public static RmspropSpec from(Arguments arguments) {
    arguments.names("lr", "alpha", "eps", "weight_decay", "momentum", "centered");
    return new RmspropSpec(
        arguments.number("lr", DEFAULT_LR),
        arguments.number("alpha", DEFAULT_ALPHA),
        arguments.number("eps", DEFAULT_EPS),
        arguments.number("weight_decay", 0),
        arguments.number("momentum", 0),
        arguments.flag("centered", false));
  }

  @Override
  public RmspropSpec lr(double lr) {
    return new RmspropSpec(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /**
   * With another alpha.
   *
   * @param alpha α, how slowly v forgets, 0 or more
   * @return the changed description
   */
  public RmspropSpec alpha(double alpha) {
    return new RmspropSpec(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /**
   * With another eps.
   *
   * @param eps ε, 0 or more
   * @return the changed description
   */
  public RmspropSpec eps(double eps) {
    return new RmspropSpec(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /**
   * With another weightDecay.
   *
   * @param weightDecay λ, 0 or more
   * @return the changed description
   */
  public RmspropSpec weightDecay(double weightDecay) {
    return new RmspropSpec(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /**
   * With another momentum.
   *
   * @param momentum μ, 0 or more
   * @return the changed description
   */
  public RmspropSpec momentum(double momentum) {
    return new RmspropSpec(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /**
   * With another centered.
   *
   * @param centered whether the gradient's variance takes the place of its mean square
   * @return the changed description
   */
  public RmspropSpec centered(boolean centered) {
    return new RmspropSpec(lr, alpha, eps, weightDecay, momentum, centered);
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step");
  }

  @Override
  public List<String> stateTensors() {
    return Moments.tensors(centered, momentum);
  }

  @Override
  public PythonValues options() {
    return new PythonValues()
        .with("lr", lr)
        .with("momentum", momentum)
        .with("alpha", alpha)
        .with("eps", eps)
        .with("centered", centered)
        .with("weight_decay", weightDecay)
        .with("foreach", null)
        .with("maximize", false)
        .with("differentiable", false);
  }

  @Override
  public RmspropSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    return new RmspropSpec(
        options.number("lr"),
        options.number("alpha"),
        options.number("eps"),
        options.number("weight_decay"),
        options.number("momentum"),
        options.flag("centered"));
  }

  /** With {@code step} as an int, which later versions make a tensor of themselves. */
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
        .add("lr", lr)
        .add("alpha", alpha, DEFAULT_ALPHA)
        .add("eps", eps, DEFAULT_EPS)
        .add("weight_decay", weightDecay, 0)
        .add("momentum", momentum, 0)
        .add("centered", centered, false)
        .toString();
  }
}
