package io.kindling.optim;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.number;
import static io.kindling.description.Field.pair;
import static io.kindling.description.Range.BELOW_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Field;
import io.kindling.description.Pair;
import io.kindling.description.Schema;
import io.kindling.optim.python.PythonOptions;
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
  static final String NAME = "adam";

  private static final Field<AdamSpec, Double> LR = OptimizerSpec.lrField(1e-3);
  private static final Field<AdamSpec, Pair> BETAS =
      pair("betas", AdamSpec::betas, BELOW_ONE, new Pair(0.9, 0.999));
  private static final Field<AdamSpec, Double> EPS =
      number("eps", AdamSpec::eps, NOT_NEGATIVE, 1e-8);
  private static final Field<AdamSpec, Double> WEIGHT_DECAY =
      number("weight_decay", AdamSpec::weightDecay, NOT_NEGATIVE, 0);
  private static final Field<AdamSpec, Boolean> AMSGRAD = flag("amsgrad", AdamSpec::amsgrad, false);

  public static final Schema<AdamSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "steps scaled by running means of the gradient and of its square",
          LR,
          BETAS,
          EPS,
          WEIGHT_DECAY,
          AMSGRAD,
          (lr, betas, eps, decay, amsgrad) ->
              new AdamSpec(lr, betas.first(), betas.second(), eps, decay, amsgrad));

  private static final PythonOptions<AdamSpec> PYTHON =
      PythonOptions.of(SCHEMA)
          .with(LR, BETAS, EPS, WEIGHT_DECAY, AMSGRAD)
          .minimizes()
          .with("foreach", null)
          .with("capturable", false)
          .with("differentiable", false)
          .with("fused", false)
          .mustBe("decoupled_weight_decay", false, "use adamw");

  /** Checks the values. */
  public AdamSpec {
    SCHEMA.check(lr, new Pair(beta1, beta2), eps, weightDecay, amsgrad);
  }

  @Override
  public AdamSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With other decay rates β₁ and β₂. */
  public AdamSpec betas(double beta1, double beta2) {
    return SCHEMA.with(this, BETAS.of(new Pair(beta1, beta2)));
  }

  /** With another ε. */
  public AdamSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With weight decay λ. */
  public AdamSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  /** With or without the greatest v so far. */
  public AdamSpec amsgrad(boolean amsgrad) {
    return SCHEMA.with(this, AMSGRAD.of(amsgrad));
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step");
  }

  @Override
  public List<String> stateTensors() {
    return Moments.tensors(amsgrad);
  }

  private Pair betas() {
    return new Pair(beta1, beta2);
  }

  @Override
  public PythonValues options() {
    return PYTHON.write(this);
  }

  @Override
  public AdamSpec options(PythonValues options) {
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
