package io.kindling.optim;

import io.kindling.core.Tuple;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
import io.kindling.optim.python.PythonValues;
import java.util.List;

/**
 * AdamW: {@link AdamSpec Adam}, but the weight decay shrinks the parameters themselves, {@code θ ←
 * θ − η·λ·θ} before the step, and is no part of the gradient.
 *
 * <p>State: as {@link AdamSpec}'s.
 *
 * @param lr the learning rate η, 0 or more; default 0.001, as PyTorch's
 * @param beta1 β₁, how slowly the mean of the gradients forgets, from 0 to below 1; default 0.9
 * @param beta2 β₂, how slowly the mean of their squares forgets, from 0 to below 1; default 0.999
 * @param eps ε, 0 or more; default 1e-8
 * @param weightDecay λ, 0 or more; default 0.01
 * @param amsgrad whether the greatest v so far is used; default false
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html">
 *     torch.optim.AdamW</a>
 */
public record AdamWSpec(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerSpec {
  public static final String NAME = "adamw";

  private static final double DEFAULT_LR = 0.001;
  private static final double DEFAULT_EPS = 1e-8;
  private static final double DEFAULT_WEIGHT_DECAY = 0.01;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public AdamWSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.belowOne(NAME, "betas", beta1);
    SpecCheck.belowOne(NAME, "betas", beta2);
    SpecCheck.notNegative(NAME, "eps", eps);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
  }

  public static AdamWSpec from(Arguments arguments) {
    arguments.names("lr", "betas", "eps", "weight_decay", "amsgrad");
    double[] betas = arguments.pair("betas", AdamSpec.BETA1, AdamSpec.BETA2);
    return new AdamWSpec(
        arguments.number("lr", DEFAULT_LR),
        betas[0],
        betas[1],
        arguments.number("eps", DEFAULT_EPS),
        arguments.number("weight_decay", DEFAULT_WEIGHT_DECAY),
        arguments.flag("amsgrad", false));
  }

  @Override
  public AdamWSpec lr(double lr) {
    return new AdamWSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With another eps.
   *
   * @param eps ε, 0 or more
   * @return the changed description
   */
  public AdamWSpec eps(double eps) {
    return new AdamWSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With another weightDecay.
   *
   * @param weightDecay λ, 0 or more
   * @return the changed description
   */
  public AdamWSpec weightDecay(double weightDecay) {
    return new AdamWSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With another amsgrad.
   *
   * @param amsgrad whether the greatest v so far is used
   * @return the changed description
   */
  public AdamWSpec amsgrad(boolean amsgrad) {
    return new AdamWSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /**
   * With other decay rates.
   *
   * @param beta1 β₁, from 0 to below 1
   * @param beta2 β₂, from 0 to below 1
   * @return the changed description
   */
  public AdamWSpec betas(double beta1, double beta2) {
    return new AdamWSpec(lr, beta1, beta2, eps, weightDecay, amsgrad);
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
        .with("foreach", null)
        .with("maximize", false)
        .with("capturable", false);
  }

  @Override
  public AdamWSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    options.mustBe("decoupled_weight_decay", true, "use adam");
    double[] betas = options.pair("betas");
    return new AdamWSpec(
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
        .add("weight_decay", weightDecay, DEFAULT_WEIGHT_DECAY)
        .add("amsgrad", amsgrad, false)
        .toString();
  }
}
