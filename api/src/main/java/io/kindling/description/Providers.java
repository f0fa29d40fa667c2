package io.kindling.description;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One lookup of providers: what they bring, and what was wrong with the others. The only place that
 * looks for them.
 *
 * @param brought what they bring
 * @param failures why others bring nothing, each with its provider's name where it has told it
 */
record Providers(List<Brought> brought, List<String> failures) {
  /** A broken listing is reported once for each line; a loader that fails on and on is left. */
  private static final int MAX_FAILURES = 100;

  /** A schema, and the name of its provider's class. */
  record Brought(String provider, Schema<?> schema) {}

  static Providers load() {
    ClassLoader own = Providers.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Providers found = load(context == null ? own : context);
    // threads of a common pool may carry a context that knows nothing of the application, or a copy
    // of Kindling that is not this one
    return found.brought.isEmpty() ? found.and(load(own)) : found;
  }

  private static Providers load(@Nullable ClassLoader loader) {
    List<SpecProvider> providers = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Iterator<SpecProvider> iterator = ServiceLoader.load(SpecProvider.class, loader).iterator();
    while (failures.size() < MAX_FAILURES) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        providers.add(iterator.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures.add(text(e));
      }
    }
    return of(providers, failures);
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

  /** What others bring, with why these bring nothing. */
  private Providers and(Providers others) {
    Set<String> all = new LinkedHashSet<>(failures);
    all.addAll(others.failures);
    return new Providers(others.brought, List.copyOf(all));
  }

  private static String text(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : e + " (" + text(cause) + ")";
  }
}
