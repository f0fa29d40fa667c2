package io.kindling.optim;

import io.kindling.description.Schema;

/** The learning rate stays. */
public record ConstantSpec() implements EpochScheduleSpec {
  static final String NAME = "constant";

  public static final Schema<ConstantSpec> SCHEMA = Schema.of(KIND, NAME, "η", ConstantSpec::new);

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
    return SCHEMA.text(this);
  }
}
