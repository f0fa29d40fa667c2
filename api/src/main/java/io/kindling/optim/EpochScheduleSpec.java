package io.kindling.optim;

/** A schedule that only the number of epochs decides. */
public interface EpochScheduleSpec extends ScheduleSpec {
  /**
   * The learning rate at some time.
   *
   * @param initial the learning rate that the optimizer was made with
   * @param epoch how many epochs have ended, 0 or more
   * @return the learning rate of the epoch that follows
   */
  double rate(double initial, int epoch);

  @Override
  default ScheduleRule begin() {
    return new EpochRule(this);
  }
}
