package io.kindling.description;

/**
 * A description of something that a backend can make. {@code toString()} is its text form, {@link
 * Schema#text} of itself, which the {@code parse} method of its kind reads back to an equal
 * description.
 */
public interface Spec {
  /** {@return the name in the text form and in error messages, for instance {@code linear}} */
  String name();
}
