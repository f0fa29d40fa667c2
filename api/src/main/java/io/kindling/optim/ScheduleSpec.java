package io.kindling.optim;

import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import io.kindling.error.SpecException;

/**
 * A description of how the learning rate changes from epoch to epoch, for instance {@code
 * step(size=20, gamma=0.5)}.
 */
public interface ScheduleSpec extends Spec {
  /** All descriptions of schedules. */
  SpecKind<ScheduleSpec> KIND = new SpecKind<>("schedule", new Schedules());

  /** {@return whether it must be told each epoch's loss} */
  default boolean watchesLoss() {
    return false;
  }

  /** {@return where it begins} */
  ScheduleRule begin();

  /**
   * Reads a schedule's text form, for instance {@code cosine(epochs=60)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static ScheduleSpec parse(String text) {
    return KIND.parse(text);
  }
}
