package io.kindling.optim;

import io.kindling.description.Spec;
import io.kindling.description.SpecCatalog;
import io.kindling.description.SpecParser;
import io.kindling.error.SpecException;

/**
 * A description of how gradients are kept from being too large, for instance {@code norm(1)}. It is
 * done between {@code backward} and {@code step}.
 */
public sealed interface ClipSpec extends Spec permits ClipNormSpec, ClipValueSpec {
  /**
   * Reads a clipping's text form, for instance {@code value(0.01)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static ClipSpec parse(String text) {
    return SpecParser.parse(text, SpecCatalog.CLIPS);
  }
}
