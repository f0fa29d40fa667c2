package io.kindling.optim;

import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import io.kindling.error.SpecException;
import io.kindling.ops.Operations;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A description of how gradients are kept from being too large, for instance {@code norm(1)}. It is
 * done between {@code backward} and {@code step}.
 */
public interface ClipSpec extends Spec {
  /** All descriptions of clippings. */
  SpecKind<ClipSpec> KIND = new SpecKind<>("clipping", new Clips());

  /**
   * What becomes of each gradient, given all of them. No value is read, so nothing waits for a
   * device.
   *
   * @param gradients the gradients, at least one
   * @param norm their common Euclidean norm, a scalar, computed when it is asked for
   * @param <V> the type of tensor
   * @return what to do with each of them
   */
  <V extends Operations<V>> UnaryOperator<V> rule(List<V> gradients, Supplier<V> norm);

  /**
   * Reads a clipping's text form, for instance {@code value(0.01)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static ClipSpec parse(String text) {
    return KIND.parse(text);
  }
}
