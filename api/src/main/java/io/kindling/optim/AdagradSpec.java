package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
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
  public static final String NAME = "adagrad";

  private static final double DEFAULT_LR = 0.01;
  private static final double DEFAULT_EPS = 1e-10;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public AdagradSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.notNegative(NAME, "lr_decay", lrDecay);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
    SpecCheck.notNegative(NAME, "initial_accumulator_value", initialAccumulatorValue);
    SpecCheck.notNegative(NAME, "eps", eps);
  }

  public static AdagradSpec from(Arguments arguments) {
    arguments.names("lr", "lr_decay", "weight_decay", "initial_accumulator_value", "eps");
    return new AdagradSpec(
        arguments.number("lr", DEFAULT_LR),
        arguments.number("lr_decay", 0),
        arguments.number("weight_decay", 0),
        arguments.number("initial_accumulator_value", 0),
        arguments.number("eps", DEFAULT_EPS));
  }

  @Override
  public AdagradSpec lr(double lr) {
    return new AdagradSpec(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /**
   * With another lrDecay.
   *
   * @param lrDecay how fast the learning rate falls, 0 or more
   * @return the changed description
   */
  public AdagradSpec lrDecay(double lrDecay) {
    return new AdagradSpec(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /**
   * With another weightDecay.
   *
   * @param weightDecay λ, 0 or more
   * @return the changed description
   */
  public AdagradSpec weightDecay(double weightDecay) {
    return new AdagradSpec(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /**
   * With another initialAccumulatorValue.
   *
   * @param initialAccumulatorValue what s starts from, 0 or more
   * @return the changed description
   */
  public AdagradSpec initialAccumulatorValue(double initialAccumulatorValue) {
    return new AdagradSpec(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /**
   * With another eps.
   *
   * @param eps ε, 0 or more
   * @return the changed description
   */
  public AdagradSpec eps(double eps) {
    return new AdagradSpec(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
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
    return new PythonValues()
        .with("lr", lr)
        .with("lr_decay", lrDecay)
        .with("eps", eps)
        .with("weight_decay", weightDecay)
        .with("initial_accumulator_value", initialAccumulatorValue)
        .with("foreach", null)
        .with("maximize", false);
  }

  @Override
  public AdagradSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    return new AdagradSpec(
        options.number("lr"),
        options.number("lr_decay"),
        options.number("weight_decay"),
        options.number("initial_accumulator_value"),
        options.number("eps"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("lr", lr)
        .add("lr_decay", lrDecay, 0)
        .add("weight_decay", weightDecay, 0)
        .add("initial_accumulator_value", initialAccumulatorValue, 0)
        .add("eps", eps, DEFAULT_EPS)
        .toString();
  }
}
