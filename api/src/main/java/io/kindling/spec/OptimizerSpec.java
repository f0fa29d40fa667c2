package io.kindling.spec;

import io.kindling.error.SpecException;

/** A description of an optimizer, for instance {@code sgd(lr=0.01)}. */
public interface OptimizerSpec extends Spec {
  /** {@return the learning rate that it starts with} */
  double lr();

  /**
   * Reads an optimizer's text form, for instance {@code sgd(lr=0.01, momentum=0.9)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static OptimizerSpec parse(String text) {
    return SpecParser.parse(text, SpecCatalog.OPTIMIZERS);
  }
}
