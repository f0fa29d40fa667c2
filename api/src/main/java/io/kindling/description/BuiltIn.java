package io.kindling.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The descriptions of a kind that are built in, by name. A schema is asked for when its name is
 * read, so that a name does not load all the others.
 *
 * @param <S> the kind
 */
public final class BuiltIn<S extends Spec> {
  private final Map<String, Supplier<Schema<? extends S>>> schemas;

  private BuiltIn(Map<String, Supplier<Schema<? extends S>>> schemas) {
    this.schemas = schemas;
  }

  /**
   * None yet.
   *
   * @param <S> the kind
   * @return an empty list
   */
  public static <S extends Spec> BuiltIn<S> none() {
    return new BuiltIn<>(Map.of());
  }

  /**
   * With one more.
   *
   * @param name its name
   * @param schema where to get it
   * @return the longer list
   */
  public BuiltIn<S> with(String name, Supplier<Schema<? extends S>> schema) {
    Map<String, Supplier<Schema<? extends S>>> extended = new LinkedHashMap<>(schemas);
    extended.put(name, schema);
    return new BuiltIn<>(extended);
  }

  @Nullable Schema<? extends S> find(String name) {
    Supplier<Schema<? extends S>> schema = schemas.get(name);
    return schema == null ? null : schema.get();
  }

  List<Schema<? extends S>> all() {
    return schemas.values().stream().<Schema<? extends S>>map(Supplier::get).toList();
  }
}
