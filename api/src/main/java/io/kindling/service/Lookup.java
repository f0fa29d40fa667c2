package io.kindling.service;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look for those who provide a service: the only place that calls {@link ServiceLoader}.
 *
 * @param <S> the service
 * @param loaders the class loaders that were asked, in that order
 * @param providers who was found, each class once, by the first loader that finds it
 * @param failures what is wrong with others
 * @param foreign what is said of loaders that were passed over, since they have a Kindling of their
 *     own: its providers provide nothing to this one
 */
public record Lookup<S>(
    List<ClassLoader> loaders, List<S> providers, List<String> failures, List<String> foreign) {
  /** A broken listing is reported once for each line; a loader that fails on and on is left. */
  private static final int MAX_FAILURES = 100;

  /**
   * Looks.
   *
   * @param <S> the service
   * @param service the service, one of those that this module uses
   * @param named where to look; null for the thread's context class loader and then Kindling's own:
   *     threads of a common pool may carry a context that knows nothing of the application
   * @return what was found
   */
  public static <S> Lookup<S> of(Class<S> service, @Nullable ClassLoader named) {
    Map<String, S> providers = new LinkedHashMap<>();
    Set<String> failures = new LinkedHashSet<>();
    List<String> foreign = new ArrayList<>();
    List<ClassLoader> loaders = loaders(named);
    for (ClassLoader loader : loaders) {
      if (isForeign(service, loader)) {
        foreign.add(
            "class loader "
                + described(loader)
                + " has a Kindling of its own, apart from this one");
      } else {
        look(service, loader, providers, failures);
      }
    }
    return new Lookup<>(loaders, List.copyOf(providers.values()), List.copyOf(failures), foreign);
  }

  private static List<ClassLoader> loaders(@Nullable ClassLoader named) {
    if (named != null) {
      return List.of(named);
    }
    ClassLoader own =
        Objects.requireNonNullElseGet(
            Lookup.class.getClassLoader(), ClassLoader::getSystemClassLoader);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null || context == own ? List.of(own) : List.of(context, own);
  }

  private static boolean isForeign(Class<?> service, ClassLoader loader) {
    try {
      return loader.loadClass(service.getName()) != service;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      return false; // it knows none, or will fail again, where that is noted
    }
  }

  private static <S> void look(
      Class<S> service, ClassLoader loader, Map<String, S> providers, Set<String> failures) {
    Iterator<S> iterator = ServiceLoader.load(service, loader).iterator();
    int failed = 0;
    while (failed < MAX_FAILURES) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        S provider = iterator.next();
        providers.putIfAbsent(provider.getClass().getName(), provider);
      } catch (Exception
          | ServiceConfigurationError
          | LinkageError
          | AssertionError
          | StackOverflowError e) {
        failures.add(text(e));
        failed++; // some say the same on and on
      }
    }
  }

  /**
   * {@return what went wrong, with its causes}
   *
   * @param thrown what was thrown
   */
  public static String text(Throwable thrown) {
    String message = thrown.getMessage();
    Throwable cause = thrown.getCause();
    String text = message == null ? thrown.getClass().getSimpleName() : message;
    return cause == null ? text : text + " (" + text(cause) + ")";
  }

  /**
   * {@return a class loader's name and type}
   *
   * @param loader the loader
   */
  public static String described(ClassLoader loader) {
    String name = loader.getName();
    String type = loader.getClass().getName();
    return name == null ? type : name + " (" + type + ")";
  }
}
