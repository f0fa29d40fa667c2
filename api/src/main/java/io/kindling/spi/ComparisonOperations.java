package io.kindling.spi;

/**
 * How an engine compares, and chooses by what came out. {@link TensorOperations} says what holds of
 * all operations.
 *
 * @param <T> the engine's own tensor type
 */
public interface ComparisonOperations<T> extends Refusing {
  /**
   * Compares, element by element, broadcast. Not differentiable.
   *
   * @param comparison how
   * @param a one tensor
   * @param b another
   * @return 1 where it holds, else 0; where a NaN takes part, only {@link Comparison#NOT_EQUAL}
   *     does
   */
  default T compare(Comparison comparison, T a, T b) {
    throw doesNotHave(comparison.method());
  }

  /**
   * Compares, element by element. Not differentiable.
   *
   * @param comparison how
   * @param a a tensor
   * @param b a number, rounded to float32
   * @return 1 where it holds, else 0
   */
  default T compare(Comparison comparison, T a, double b) {
    throw doesNotHave(comparison.method());
  }

  /**
   * a where a condition holds, else b, broadcast. What is not chosen gets the gradient 0, whatever
   * it is; the condition gets none.
   *
   * @param condition where a is chosen: not 0
   * @param a what is chosen there
   * @param b what is chosen elsewhere
   * @return the chosen elements
   */
  default T where(T condition, T a, T b) {
    throw doesNotHave("where");
  }
}
