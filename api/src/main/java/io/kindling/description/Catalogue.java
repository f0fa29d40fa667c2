package io.kindling.description;

import io.kindling.description.Providers.Brought;
import io.kindling.error.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The descriptions of a kind, at one time: those that are built in first.
 *
 * @param <S> the type of its descriptions
 */
public final class Catalogue<S extends Spec> {
  private final Map<String, Schema<? extends S>> schemas;
  private final List<String> failures;

  private Catalogue(Map<String, Schema<? extends S>> schemas, List<String> failures) {
    this.schemas = schemas;
    this.failures = failures;
  }

  static <S extends Spec> Catalogue<S> of(
      SpecKind<S> kind, BuiltIn<S> builtIn, Providers providers) {
    Map<String, Schema<? extends S>> schemas = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    for (String name : builtIn.names()) {
      schemas.put(name, Objects.requireNonNull(builtIn.find(name), name));
      origins.put(name, "Kindling");
    }
    for (Brought brought : providers.brought()) {
      if (brought.schema().kind() == kind) {
        Schema<? extends S> schema = ofKind(brought.schema());
        schemas.put(schema.name(), schema);
        String other = origins.put(schema.name(), brought.provider());
        if (other != null) {
          throw new SpecException(
              "SpecProvider",
              "two " + kind.name() + " descriptions must not have the same name",
              "'" + schema.name() + "' of " + other + " and of " + brought.provider(),
              "a name of its own",
              "remove one of the two from the class path");
        }
      }
    }
    return new Catalogue<>(schemas, providers.failures());
  }

  @SuppressWarnings("unchecked") // a schema of this kind is of a description of its type
  private static <S extends Spec> Schema<? extends S> ofKind(Schema<?> schema) {
    return (Schema<? extends S>) schema;
  }

  /** {@return the schemas of all descriptions} */
  public List<Schema<? extends S>> schemas() {
    return new ArrayList<>(schemas.values());
  }

  /** {@return why providers bring nothing, one each; empty if none is broken} */
  public List<String> failures() {
    return failures;
  }

  /**
   * Finds a schema.
   *
   * @param name its name
   * @return the schema, if there is one of that name
   */
  public Optional<Schema<? extends S>> find(String name) {
    return Optional.ofNullable(schemas.get(name));
  }

  Set<String> list() {
    return schemas.keySet();
  }

  String names() {
    return String.join(", ", list());
  }
}
