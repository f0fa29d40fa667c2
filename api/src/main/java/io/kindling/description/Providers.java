package io.kindling.description;

import io.kindling.service.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One lookup of providers: what they bring, and what was wrong with the others.
 *
 * @param brought what they bring
 * @param failures why others bring nothing, each with its provider's name where it has told it
 */
record Providers(List<Brought> brought, List<String> failures) {
  /** A schema, and the name of its provider's class. */
  record Brought(String provider, Schema<?> schema) {}

  static Providers load() {
    Lookup<SpecProvider> found = Lookup.of(SpecProvider.class, null);
    return of(
        found.providers(),
        Stream.concat(found.failures().stream(), found.foreign().stream()).toList());
  }

  /** Asks each of them; one that fails does not keep the others from answering. */
  static Providers of(List<SpecProvider> providers, List<String> failures) {
    List<Brought> brought = new ArrayList<>();
    List<String> failed = new ArrayList<>(failures);
    for (SpecProvider provider : providers) {
      String name = provider.getClass().getName();
      try {
        List.copyOf(provider.schemas()).forEach(schema -> brought.add(new Brought(name, schema)));
      } catch (RuntimeException | LinkageError e) {
        failed.add(name + ": " + text(e));
      }
    }
    return new Providers(brought, failed);
  }

  private static String text(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : e + " (" + text(cause) + ")";
  }
}
