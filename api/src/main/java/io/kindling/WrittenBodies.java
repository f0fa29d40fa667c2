package io.kindling;

import io.kindling.core.Shape;
import io.kindling.error.KindlingException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
      Tensor returned = call(operation, body);
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

  /**
   * Calls what a description has written, whose failure is its author's and not Kindling's.
   *
   * @throws SpecException in place of what it throws that Kindling does not
   */
  static <T> T call(String operation, Supplier<T> body) {
    try {
      return body.get();
    } catch (KindlingException e) {
      throw e;
    } catch (RuntimeException e) {
      SpecException failure =
          new SpecException(
              operation,
              "the body that its description writes must not fail",
              e + "",
              "a result",
              at(e));
      failure.initCause(e);
      throw failure;
    }
  }

  private static @Nullable String at(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? null : "look at " + trace[0];
  }
}
