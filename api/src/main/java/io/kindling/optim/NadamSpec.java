package io.kindling.optim;

import static io.kindling.description.Field.number;
import static io.kindling.description.Field.pair;
import static io.kindling.description.Range.BELOW_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.description.Field;
import io.kindling.description.Pair;
import io.kindling.description.Schema;
import io.kindling.ops.Operations;
import io.kindling.optim.python.PythonOptions;
import io.kindling.optim.python.PythonValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * NAdam: Adam with Nesterov's momentum, which is warmed up.
 *
 * <p>With g the gradient, λ the weight decay, ψ the momentum decay and t the number of the step,
 * from 1:
 *
 * <pre>
 * g ← g + λ·θ
 * μₜ = β₁·(1 − 0.96^(t·ψ) / 2),  π ← π·μₜ
 * m ← β₁·m + (1 − β₁)·g
 * v ← β₂·v + (1 − β₂)·g²
 * d = √(v / (1 − β₂ᵗ)) + ε
 * θ ← θ − η·(1 − μₜ)/(1 − π) · g/d − η·μₜ₊₁/(1 − π·μₜ₊₁) · m/d
 * </pre>
 *
 * <p>So PyTorch's page and its versions from 2.0 on; before, the last 1 − π·μₜ₊₁ had μₜ in it
 * twice.
 *
 * <p>State: {@code step}, {@code mu_product} (π, from 1), {@code exp_avg} (m), {@code exp_avg_sq}
 * (v).
 *
 * @param lr the learning rate η, 0 or more; default 0.002
 * @param beta1 β₁, from 0, below 1; default 0.9
 * @param beta2 β₂, from 0, below 1; default 0.999
 * @param eps ε, 0 or more; default 1e-8
 * @param weightDecay λ, 0 or more; default 0
 * @param momentumDecay ψ, 0 or more; default 0.004
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.NAdam.html">
 *     torch.optim.NAdam</a>
 */
public record NadamSpec(
    double lr, double beta1, double beta2, double eps, double weightDecay, double momentumDecay)
    implements OptimizerSpec, OptimizerBody {
  static final String NAME = "nadam";

  private static final Field<NadamSpec, Double> LR = OptimizerSpec.lrField(2e-3);
  private static final Field<NadamSpec, Pair> BETAS =
      pair("betas", NadamSpec::betas, BELOW_ONE, new Pair(0.9, 0.999));
  private static final Field<NadamSpec, Double> EPS =
      number("eps", NadamSpec::eps, NOT_NEGATIVE, 1e-8);
  private static final Field<NadamSpec, Double> WEIGHT_DECAY =
      number("weight_decay", NadamSpec::weightDecay, NOT_NEGATIVE, 0);
  private static final Field<NadamSpec, Double> MOMENTUM_DECAY =
      number("momentum_decay", NadamSpec::momentumDecay, NOT_NEGATIVE, 4e-3);

  public static final Schema<NadamSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "Adam with Nesterov's momentum",
          LR,
          BETAS,
          EPS,
          WEIGHT_DECAY,
          MOMENTUM_DECAY,
          (lr, betas, eps, decay, momentumDecay) ->
              new NadamSpec(lr, betas.first(), betas.second(), eps, decay, momentumDecay));

  private static final PythonOptions<NadamSpec> PYTHON =
      PythonOptions.of(SCHEMA)
          .with(LR, BETAS, EPS, WEIGHT_DECAY, MOMENTUM_DECAY)
          .with("foreach", null)
          .mustBe("maximize", false, "minimize the negated loss instead")
          .mustBe("decoupled_weight_decay", false, "weight_decay=0");

  /** Checks the values. */
  public NadamSpec {
    SCHEMA.check(lr, new Pair(beta1, beta2), eps, weightDecay, momentumDecay);
  }

  @Override
  public NadamSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With other decay rates β₁ and β₂. */
  public NadamSpec betas(double beta1, double beta2) {
    return SCHEMA.with(this, BETAS.of(new Pair(beta1, beta2)));
  }

  /** With another ε. */
  public NadamSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With weight decay λ. */
  public NadamSpec weightDecay(double weightDecay) {
    return SCHEMA.with(this, WEIGHT_DECAY.of(weightDecay));
  }

  /** With momentum decay ψ. */
  public NadamSpec momentumDecay(double momentumDecay) {
    return SCHEMA.with(this, MOMENTUM_DECAY.of(momentumDecay));
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("step", "mu_product");
  }

  @Override
  public List<String> stateTensors() {
    return Moments.tensors(/* amsgrad= */ false);
  }

  @Override
  public ParameterState initialState(Shape shape) {
    TensorData zeros = TensorData.full(shape, 0);
    return new ParameterState(
        Map.of("step", 0.0, "mu_product", 1.0), Map.of("exp_avg", zeros, "exp_avg_sq", zeros));
  }

  @Override
  public <V extends Operations<V>> Remembered<V> step(
      Remembered<V> before, V gradient, double learningRate) {
    double t = before.number("step") + 1;
    double mu = momentum(t);
    double next = momentum(t + 1);
    double product = (float) (before.number("mu_product") * mu); // a float32 in PyTorch
    V theta = before.parameter();
    V g = weightDecay == 0 ? gradient : gradient.add(theta.mul(weightDecay));
    V m = before.tensor("exp_avg").mul(beta1).add(g.mul(1 - beta1));
    V v = before.tensor("exp_avg_sq").mul(beta2).add(g.mul(g).mul(1 - beta2));
    V size = v.div(1 - Math.pow(beta2, t)).sqrt().add(eps);
    V byGradient = g.div(size).mul(-learningRate * (1 - mu) / (1 - product));
    V byMomentum = m.div(size).mul(-learningRate * next / (1 - product * next));
    return new Remembered<>(
        theta.add(byGradient).add(byMomentum),
        Map.of("step", t, "mu_product", product),
        Map.of("exp_avg", m, "exp_avg_sq", v));
  }

  private Pair betas() {
    return new Pair(beta1, beta2);
  }

  private double momentum(double step) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
  }

  @Override
  public PythonValues options() {
    return PYTHON.write(this);
  }

  @Override
  public NadamSpec options(PythonValues options) {
    return PYTHON.read(options);
  }

  @Override
  public ParameterState entries(PythonValues entries) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, TensorData> tensors = new HashMap<>();
    for (String name : entries.names()) {
      switch (name) {
        case "step" -> numbers.put(name, entries.count(name));
        case "mu_product" -> numbers.put(name, entries.number(name));
        default -> entries.tensor(name).ifPresent(tensor -> tensors.put(name, tensor));
      }
    }
    return new ParameterState(numbers, tensors);
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
