package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The logarithm of the logistic function: {@code −ln(1 + e⁻ˣ)}, exact where it is close to 0 too.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html">
 *     torch.nn.LogSigmoid</a>
 */
public record LogsigmoidSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "logsigmoid";

  public static final Schema<LogsigmoidSpec> SCHEMA =
      Schema.of(KIND, NAME, "−ln(1 + e⁻ˣ)", LogsigmoidSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return Softplus.of(input.neg()).neg();
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
