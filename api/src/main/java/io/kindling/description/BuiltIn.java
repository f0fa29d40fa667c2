package io.kindling.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptions of a kind that are built in. A switch and no map of schemas: each schema that is
 * loaded, and each lambda that would load it later, makes a start slower.
 *
 * @param <S> the kind
 */
public interface BuiltIn<S extends Spec> {
  /** {@return their names, in the order in which they are shown} */
  List<String> names();

  /**
   * Finds a schema, and loads no other.
   *
   * @param name its name
   * @return the schema; null if none of that name is built in
   */
  @Nullable Schema<? extends S> find(String name);
}
