package io.kindling;

import io.kindling.core.Shape;
import io.kindling.error.ShapeException;
import java.util.function.Supplier;

/** Runs what descriptions write in tensor operations. */
final class WrittenBodies {
  private WrittenBodies() {}

  /**
   * Frees all that a body makes but its result.
   *
   * @param backend what it runs on
   * @param operation whose body it is
   * @param shape what its description says of the result
   * @param body what to run
   * @return the result, a tensor of its own even where the body returns what it was given
   */
  static Tensor run(Backend backend, String operation, Shape shape, Supplier<Tensor> body) {
    try (Scope inner = backend.scope()) {
      Tensor returned = body.get();
      if (!returned.shape().equals(shape)) {
        throw new ShapeException(
            operation,
            "a body must return the shape that its description says",
            "shape " + returned.shape(),
            shape + "",
            null);
      }
      boolean own = returned.scope == inner;
      return inner.keep(own ? returned : returned.reshape(shape.sizes()));
    }
  }
}
