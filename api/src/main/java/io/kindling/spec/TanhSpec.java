package io.kindling.spec;

/**
 * The hyperbolic tangent.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html">torch.nn.Tanh</a>
 */
public record TanhSpec() implements ElementwiseSpec {
  static final String NAME = "tanh";

  static TanhSpec from(Arguments arguments) {
    arguments.none();
    return new TanhSpec();
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
