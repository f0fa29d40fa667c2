package io.kindling.spec;

/** The learning rate stays. */
public record ConstantSpec() implements EpochScheduleSpec {
  static final String NAME = "constant";

  static ConstantSpec from(Arguments arguments) {
    arguments.none();
    return new ConstantSpec();
  }

  @Override
  public double rate(double initial, int epoch) {
    return initial;
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
