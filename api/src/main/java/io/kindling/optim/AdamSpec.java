package io.kindling.optim;

import io.kindling.core.Tuple;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
import io.kindling.optim.python.PythonValues;
import java.util.List;

/**
 * Adam: steps scaled by running means of the gradient and of its square.
 *
 * <p>With g the gradient, λ the weight decay and t the number of the step, from 1:
 *
 * <pre>
 * g ← g + λ·θ
 * m ← β₁·m + (1 − β₁)·g,   v ← β₂·v + (1 − β₂)·g²,   w ← max(w, v) if amsgrad, else v
 * θ ← θ − η/(1 − β₁ᵗ) · m / (√w/√(1 − β₂ᵗ) + ε)
 * </pre>
 *
 * <p>State: {@code step}, {@code exp_avg} (m), {@code exp_avg_sq} (v), {@code max_exp_avg_sq} (w).
 *
 * @param lr the learning rate η, 0 or more; default 0.001, as PyTorch's
 * @param beta1 β₁, how slowly the mean of the gradients forgets, from 0 to below 1; default 0.9
 * @param beta2 β₂, how slowly the mean of their squares forgets, from 0 to below 1; default 0.999
 * @param eps ε, 0 or more; default 1e-8
 * @param weightDecay λ, 0 or more; default 0
 * @param amsgrad whether the greatest v so far is used; default false
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.Adam.html">
 *     torch.optim.Adam</a>
 */
public record AdamSpec(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerSpec {
  public static final String NAME = "adam";

  public static final double BETA1 = 0.9;
  public static final double BETA2 = 0.999;
  private static final double DEFAULT_LR = 0.001;
  private static final double DEFAULT_EPS = 1e-8;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public AdamSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.belowOne(NAME, "betas", beta1);
    SpecCheck.belowOne(NAME, "betas", beta2);
    SpecCheck.notNegative(NAME, "eps", eps);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
  }

  public static AdamSpec from(Arguments arguments) {
    arguments.names("lr", "betas", "eps", "weight_decay", "amsgrad");
    double[] betas = arguments.pair("betas", AdamSpec.BETA1, AdamSpec.BETA2);
    return new AdamSpec(
        arguments.number("lr", DEFAULT_LR),
        betas[0],
        betas[1],
        arguments.number("eps", DEFAULT_EPS),
        arguments.number("weight_decay", 0),
        arguments.flag("amsgrad", false));
  }

  @Override
  public AdamSpec lr(double lr) {
    return new AdamSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With another eps.
   *
   * @param eps ε, 0 or more
   * @return the changed description
   */
  public AdamSpec eps(double eps) {
    return new AdamSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With another weightDecay.
   *
   * @param weightDecay λ, 0 or more
   * @return the changed description
   */
  public AdamSpec weightDecay(double weightDecay) {
    return new AdamSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With another amsgrad.
   *
   * @param amsgrad whether the greatest v so far is used
   * @return the changed description
   */
  public AdamSpec amsgrad(boolean amsgrad) {
    return new AdamSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With other decay rates.
   *
   * @param beta1 β₁, from 0 to below 1
   * @param beta2 β₂, from 0 to below 1
   * @return the changed description
   */
  public AdamSpec betas(double beta1, double beta2) {
    return new AdamSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step");
  }

  @Override
  public List<String> stateTensors() {
    return Moments.tensors(amsgrad);
  }

  @Override
  public PythonValues options() {
    return new PythonValues()
        .with("lr", lr)
        .with("betas", Tuple.of(beta1, beta2))
        .with("eps", eps)
        .with("weight_decay", weightDecay)
        .with("amsgrad", amsgrad)
        .with("maximize", false)
        .with("foreach", null)
        .with("capturable", false)
        .with("differentiable", false)
        .with("fused", false);
  }

  @Override
  public AdamSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    options.mustBe("decoupled_weight_decay", false, "use adamw");
    double[] betas = options.pair("betas");
    return new AdamSpec(
        options.number("lr"),
        betas[0],
        betas[1],
        options.number("eps"),
        options.number("weight_decay"),
        options.flag("amsgrad"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("lr", lr)
        .addBetas(beta1, beta2)
        .add("eps", eps, DEFAULT_EPS)
        .add("weight_decay", weightDecay, 0)
        .add("amsgrad", amsgrad, false)
        .toString();
  }
}
