package io.kindling.optim;

import java.util.Map;

/**
 * A schedule that remembers nothing. Its state has, as it always had, what one that watches the
 * loss begins with.
 *
 * @param spec what is described
 */
record EpochRule(EpochScheduleSpec spec) implements ScheduleRule {
  @Override
  public double rate(double initial, double current, int epoch) {
    return spec.rate(initial, epoch);
  }

  @Override
  public EpochRule next(double loss) {
    return this;
  }

  @Override
  public Map<String, Double> state() {
    return PlateauRule.UNTOUCHED;
  }

  @Override
  public boolean remembers(String name, double value) {
    return PlateauRule.possible(name, value);
  }

  @Override
  public EpochRule resume(Map<String, Double> state) {
    return this;
  }
}
