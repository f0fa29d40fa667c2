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
  static final String NAME = "adamw";

  private static final Field<AdamWSpec, Double> LR = OptimizerSpec.lrField(1e-3);
  private static final Field<AdamWSpec, Pair> BETAS =
      pair("betas", AdamWSpec::betas, BELOW_ONE, new Pair(0.9, 0.999));
  private static final Field<AdamWSpec, Double> EPS =
      number("eps", AdamWSpec::eps, NOT_NEGATIVE, 1e-8);
  private static final Field<AdamWSpec, Double> WEIGHT_DECAY =
      number("weight_decay", AdamWSpec::weightDecay, NOT_NEGATIVE, 0.01);
  private static final Field<AdamWSpec, Boolean> AMSGRAD =
      flag("amsgrad", AdamWSpec::amsgrad, false);

  public static final Schema<AdamWSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "Adam with decoupled weight decay",
          LR,
          BETAS,
          EPS,
          WEIGHT_DECAY,
          AMSGRAD,
          (lr, betas, eps, decay, amsgrad) ->
              new AdamWSpec(lr, betas.first(), betas.second(), eps, decay, amsgrad));

  private static final PythonOptions<AdamWSpec> PYTHON =
      PythonOptions.of(SCHEMA)
          .with(LR, BETAS, EPS, WEIGHT_DECAY, AMSGRAD)
          .with("foreach", null)
          .minimizes()
          .with("capturable", false)
          .mustBe("decoupled_weight_decay", true, "use adam");

  /** Checks the values. */
  public AdamWSpec {
    SCHEMA.check(lr, new Pair(beta1, beta2), eps, weightDecay, amsgrad);
  }

  @Override
  public AdamWSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With other decay rates β₁ and β₂. */
  public AdamWSpec betas(double beta1, double beta2) {
    return SCHEMA.with(this, BETAS.of(new Pair(beta1, beta2)));
  }

  /** With another ε. */
  public AdamWSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With weight decay λ. */
  public AdamWSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  /** With or without the greatest v so far. */
  public AdamWSpec amsgrad(boolean amsgrad) {
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
  public AdamWSpec options(PythonValues options) {
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
