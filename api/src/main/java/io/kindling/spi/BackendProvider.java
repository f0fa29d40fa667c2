package io.kindling.spi;

import io.kindling.core.Finding;
import java.util.List;

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
   * What the backend needs and what of it is here, beyond {@link #availability()}: natives,
   * drivers, settings. Called for a {@link io.kindling.Diagnosis}, before {@link #availability()},
   * so it may load native code; it does not throw.
   *
   * @return what was found; the names are shown behind the backend's own
   */
  default List<Finding> findings() {
    return List.of();
  }

  /**
   * Starts an engine. Called for each {@link io.kindling.Backend} that is opened, after {@link
   * #availability()} said usable.
   *
   * @return a new engine
   */
  Engine<?> open();
}
