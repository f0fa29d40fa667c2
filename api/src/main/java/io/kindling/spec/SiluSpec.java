package io.kindling.spec;

/**
 * The sigmoid linear unit: {@code x · σ(x)}, with σ the logistic function.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</a>
 */
public record SiluSpec() implements ElementwiseSpec {
  static final String NAME = "silu";

  static SiluSpec from(Arguments arguments) {
    arguments.none();
    return new SiluSpec();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).toString();
  }
}
