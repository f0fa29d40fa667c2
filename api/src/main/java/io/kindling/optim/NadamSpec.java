package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
import io.kindling.ops.Operations;
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
  public static final String NAME = "nadam";

  public static final double DEFAULT_LR = 2e-3;
  public static final double DEFAULT_EPS = 1e-8;
  public static final double DEFAULT_MOMENTUM_DECAY = 4e-3;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public NadamSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.belowOne(NAME, "betas", beta1);
    SpecCheck.belowOne(NAME, "betas", beta2);
    SpecCheck.notNegative(NAME, "eps", eps);
    SpecCheck.notNegative(NAME, "weight_decay", weightDecay);
    SpecCheck.notNegative(NAME, "momentum_decay", momentumDecay);
  }

  @Override
  public NadamSpec lr(double lr) {
    return new NadamSpec(lr, beta1, beta2, eps, weightDecay, momentumDecay);
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

  private double momentum(double step) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
  }

  @Override
  public PythonValues options() {
    return new PythonValues()
        .with("lr", lr)
        .with("betas", Tuple.of(beta1, beta2))
        .with("eps", eps)
        .with("weight_decay", weightDecay)
        .with("momentum_decay", momentumDecay)
        .with("foreach", null);
  }

  @Override
  public NadamSpec options(PythonValues options) {
    options.mustBe("maximize", false, PythonValues.MINIMIZE);
    options.mustBe("decoupled_weight_decay", false, "weight_decay=0");
    double[] betas = options.pair("betas");
    return new NadamSpec(
        options.number("lr"),
        betas[0],
        betas[1],
        options.number("eps"),
        options.number("weight_decay"),
        options.number("momentum_decay"));
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
    return new SpecText(NAME)
        .add("lr", lr, DEFAULT_LR)
        .addBetas(beta1, beta2)
        .add("eps", eps, DEFAULT_EPS)
        .add("weight_decay", weightDecay, 0)
        .add("momentum_decay", momentumDecay, DEFAULT_MOMENTUM_DECAY)
        .toString();
  }
}
