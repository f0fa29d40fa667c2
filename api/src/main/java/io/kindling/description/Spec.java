package io.kindling.description;

/**
 * A description of something that a backend can make. {@code toString()} is its text form, {@link
 * Schema#text} of itself, which the {@code parse} method of its kind reads back to an equal
 * description.
 */
public interface Spec {
  /** {@return its name, its fields and how it is made of their values} */
  Schema<?> schema();

  /** {@return the name in the text form and in error messages, for instance {@code linear}} */
  default String name() {
    return schema().name();
  }
}
