package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecText;

/** The learning rate stays. */
public record ConstantSpec() implements EpochScheduleSpec {
  public static final String NAME = "constant";

  public static ConstantSpec from(Arguments arguments) {
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
