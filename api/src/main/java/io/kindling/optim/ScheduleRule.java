package io.kindling.optim;

import java.util.Map;

/**
 * Where a schedule is in one run: what it says of learning rates, and what it remembers to say it.
 * It does not change; an epoch's end leads to another one.
 */
public interface ScheduleRule {
  /**
   * The learning rate of a group of parameters.
   *
   * @param initial the learning rate that the optimizer was made with
   * @param current the one that it has
   * @param epoch how many epochs have ended, 0 or more
   * @return the learning rate of the epoch that follows; {@code current} to leave it
   */
  double rate(double initial, double current, int epoch);

  /**
   * Ends an epoch.
   *
   * @param loss the epoch's loss; NaN where it is not known and the schedule does not watch it
   * @return where the schedule is then
   */
  ScheduleRule next(double loss);

  /** {@return what it remembers, by PyTorch's names; a checkpoint saves it} */
  Map<String, Double> state();

  /**
   * Whether a number can be one that it remembers.
   *
   * @param name one of the names of its state
   * @param value the number
   * @return whether it can
   */
  boolean remembers(String name, double value);

  /**
   * Goes on from a state.
   *
   * @param state numbers that it can remember, for all names of its state
   * @return where the schedule was
   */
  ScheduleRule resume(Map<String, Double> state);
}
