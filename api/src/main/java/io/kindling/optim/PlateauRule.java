package io.kindling.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How far a loss has fallen, and what follows for the learning rate.
 *
 * @param spec what is described
 * @param best the least loss so far
 * @param badEpochs how many epochs the loss has not fallen for
 * @param cooldown how many epochs are yet not to be counted
 * @param lowers whether the learning rate falls now
 */
record PlateauRule(PlateauSpec spec, double best, int badEpochs, int cooldown, boolean lowers)
    implements ScheduleRule {
  private static final String BEST = "best";
  private static final String BAD_EPOCHS = "num_bad_epochs";
  private static final String COOLDOWN = "cooldown_counter";

  /** What is remembered before the first epoch. */
  static final Map<String, Double> UNTOUCHED = state(Double.POSITIVE_INFINITY, 0, 0);

  static PlateauRule begin(PlateauSpec spec) {
    return new PlateauRule(spec, Double.POSITIVE_INFINITY, 0, 0, false);
  }

  @Override
  public PlateauRule next(double loss) {
    boolean falls = loss < best * (1 - spec.threshold());
    int bad = falls || cooldown > 0 ? 0 : badEpochs + 1;
    double least = falls ? loss : best;
    return bad > spec.patience()
        ? new PlateauRule(spec, least, 0, spec.cooldown(), true)
        : new PlateauRule(spec, least, bad, Math.max(0, cooldown - 1), false);
  }

  @Override
  public double rate(double initial, double current, int epoch) {
    double lower = Math.max(current * spec.factor(), spec.minLr());
    return lowers && current - lower > spec.eps() ? lower : current;
  }

  @Override
  public Map<String, Double> state() {
    return state(best, badEpochs, cooldown);
  }

  private static Map<String, Double> state(double best, int badEpochs, int cooldown) {
    Map<String, Double> state = new LinkedHashMap<>();
    state.put(BEST, best);
    state.put(BAD_EPOCHS, (double) badEpochs);
    state.put(COOLDOWN, (double) cooldown);
    return state;
  }

  @Override
  public boolean remembers(String name, double value) {
    return possible(name, value);
  }

  /** Whether a number can be this one: a loss, else a count. */
  static boolean possible(String name, double value) {
    return name.equals(BEST)
        ? !Double.isNaN(value)
        : value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value);
  }

  @Override
  public PlateauRule resume(Map<String, Double> state) {
    double least = number(state, BEST);
    return new PlateauRule(
        spec, least, (int) number(state, BAD_EPOCHS), (int) number(state, COOLDOWN), false);
  }

  private static double number(Map<String, Double> state, String name) {
    return Objects.requireNonNull(state.get(name), name);
  }
}
