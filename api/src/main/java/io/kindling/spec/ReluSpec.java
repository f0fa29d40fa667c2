package io.kindling.spec;

/**
 * The rectified linear unit: {@code max(x, 0)}; its derivative at 0 is 0.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html">torch.nn.ReLU</a>
 */
public record ReluSpec() implements ElementwiseSpec {
  static final String NAME = "relu";

  static ReluSpec from(Arguments arguments) {
    arguments.none();
    return new ReluSpec();
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
