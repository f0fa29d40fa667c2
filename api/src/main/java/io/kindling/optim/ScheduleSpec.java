package io.kindling.optim;

import io.kindling.description.Spec;
import io.kindling.description.SpecCatalog;
import io.kindling.description.SpecParser;
import io.kindling.error.SpecException;

/**
 * A description of how the learning rate changes from epoch to epoch, for instance {@code
 * step(size=20, gamma=0.5)}.
 */
public sealed interface ScheduleSpec extends Spec permits EpochScheduleSpec, PlateauSpec {
  /**
   * Reads a schedule's text form, for instance {@code cosine(epochs=60)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static ScheduleSpec parse(String text) {
    return SpecParser.parse(text, SpecCatalog.SCHEDULES);
  }
}
