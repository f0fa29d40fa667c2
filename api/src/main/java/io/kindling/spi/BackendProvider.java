package io.kindling.spi;

/**
 * How a backend is found: a class listed for {@link java.util.ServiceLoader}, with a public
 * constructor without arguments. Constructing it does nothing else: no lookup, no native code.
 */
public interface BackendProvider {
  /**
   * The name that users choose the backend by. Called at every lookup.
   *
   * @return a short lower-case name, unique among backends: {@code cpu}, {@code libtorch}
   */
  String name();

  /**
   * Which backend to take where nobody chose. Called at every lookup.
   *
   * @return the priority; among usable backends the highest wins, and two alike are an error
   */
  int priority();

  /**
   * Whether the backend can work here. Called when the backend may be chosen or is listed, so it
   * may load native code; it does not throw.
   *
   * @return usable, or why not and what to do about it
   */
  Availability availability();

  /**
   * Starts an engine. Called for each {@link io.kindling.Backend} that is opened, after {@link
   * #availability()} said usable.
   *
   * @return a new engine
   */
  Engine<?> open();
}
