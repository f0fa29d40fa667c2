package io.kindling.spi;

import io.kindling.error.BackendException;

/**
 * Something of an engine's that may lack a tensor operation, and says so when it is asked for it.
 */
public interface Refusing {
  /**
   * The refusal of an operation that the engine does not have.
   *
   * @param operation the name of {@link io.kindling.Tensor}'s method
   * @return the exception to throw
   */
  default BackendException doesNotHave(String operation) {
    return BackendException.doesNotHave(operation, getClass().getName());
  }
}
