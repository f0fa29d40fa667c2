package io.kindling.checkpoint.python;

import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code collections.defaultdict} whose missing values are made by a built-in type. Equal
 * to any map with the same entries; in Java nothing is made.
 */
public final class DefaultDict extends LinkedHashMap<@Nullable Object, @Nullable Object> {
  /** The built-in types that make a missing value. */
  public static final Set<String> FACTORIES =
      Set.of("bool", "bytes", "complex", "dict", "float", "int", "list", "set", "str", "tuple");

  private static final long serialVersionUID = 1L;

  private final @Nullable String factory;

  /**
   * Makes an empty one.
   *
   * @param factory the type that makes a missing value, one of {@link #FACTORIES}; null for none
   */
  public DefaultDict(@Nullable String factory) {
    super(0);
    this.factory = factory;
  }

  /** {@return the built-in type that makes a missing value, {@code list}; null for none} */
  public @Nullable String factory() {
    return factory;
  }
}
