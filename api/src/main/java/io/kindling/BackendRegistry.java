package io.kindling;

import io.kindling.error.BackendException;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.text.LookAlikes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One lookup: the providers that were found, and what was wrong with the others. */
final class BackendRegistry {
  /** A broken listing is reported once for each line; a loader that fails on and on is left. */
  private static final int MAX_FAILURES = 100;

  private static final String ADD_ONE =
      "add a backend to the class path, for instance io.kindling:kindling-backend-cpu; where jars"
          + " were put into one, their META-INF/services must have been merged";

  private static final String CUDA = "cuda is a device: backend libtorch with device cuda";

  private final List<Candidate> candidates;

  BackendRegistry(List<BackendProvider> providers, List<String> failures) {
    List<Candidate> found = new ArrayList<>();
    providers.forEach(provider -> found.add(Candidate.of(provider)));
    failures.forEach(failure -> found.add(Candidate.broken("(unknown)", failure)));
    found.sort(
        Comparator.comparing(Candidate::priority, Comparator.reverseOrder())
            .thenComparing(Candidate::name)
            .thenComparing(Candidate::origin));
    this.candidates = List.copyOf(found);
  }

  static BackendRegistry load(@Nullable ClassLoader loader) {
    List<BackendProvider> providers = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (ClassLoader asked : loaders(loader)) {
      if (providers.isEmpty()) {
        look(asked, providers, failures);
      }
    }
    return new BackendRegistry(providers, failures);
  }

  /**
   * Where providers are looked for: the next loader is asked where those before know none.
   *
   * @param loader the one that is named, or null for the thread's and then Kindling's own: threads
   *     of a common pool may carry a context that knows nothing of the application, or a copy of
   *     Kindling that is not this one
   */
  static List<ClassLoader> loaders(@Nullable ClassLoader loader) {
    if (loader != null) {
      return List.of(loader);
    }
    ClassLoader own =
        Objects.requireNonNullElseGet(
            BackendRegistry.class.getClassLoader(), ClassLoader::getSystemClassLoader);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null || context == own ? List.of(own) : List.of(context, own);
  }

  private static void look(
      ClassLoader loader, List<BackendProvider> providers, List<String> failures) {
    Iterator<BackendProvider> iterator =
        ServiceLoader.load(BackendProvider.class, loader).iterator();
    while (failures.size() < MAX_FAILURES) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        providers.add(iterator.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures.add(Candidate.text(e));
      }
    }
  }

  Backend preferred() {
    List<String> refusals = new ArrayList<>();
    for (List<Candidate> level : levels()) {
      List<Candidate> usable = new ArrayList<>();
      for (Candidate candidate : level) {
        Availability availability = candidate.availability();
        if (availability.usable()) {
          usable.add(candidate);
        } else {
          refusals.add(candidate.name() + ": " + availability.reason());
        }
      }
      if (usable.size() > 1) {
        throw ambiguous("Backends.preferred", "priorities must differ", usable);
      }
      if (usable.size() == 1) {
        try {
          Backend backend = opened(usable.get(0));
          logRefusals(backend, refusals);
          return backend;
        } catch (BackendException e) {
          refusals.add(usable.get(0).name() + ": " + e.got());
        }
      }
    }
    throw new BackendException(
        "Backends.preferred",
        "there must be a usable backend",
        refusals.isEmpty() ? "none at all" : String.join("; ", refusals),
        "one that can work here",
        ADD_ONE);
  }

  private static Backend opened(Candidate candidate) {
    Backend backend = candidate.open();
    Map<String, String> settings = backend.settings();
    if (!settings.isEmpty()) {
      String text =
          settings.entrySet().stream()
              .map(setting -> "; " + setting.getKey() + ": " + setting.getValue())
              .collect(Collectors.joining());
      log(backend, System.Logger.Level.INFO, "opened backend " + backend + text);
    }
    return backend;
  }

  /** Who put a backend on the class path expects it to be taken. */
  private static void logRefusals(Backend taken, List<String> refusals) {
    if (!refusals.isEmpty()) {
      log(
          taken,
          System.Logger.Level.WARNING,
          "took backend "
              + taken
              + ", since what it stands in for cannot work here: "
              + String.join("; ", refusals));
    }
  }

  /** A host without logging waits tens of milliseconds for the first logger of the process. */
  private static void log(Backend backend, System.Logger.Level level, String line) {
    if (!"false".equals(System.getProperty(Backends.LOG))) {
      System.getLogger("io.kindling." + backend).log(level, line);
    }
  }

  /** The candidates of each priority, the highest first. */
  private Collection<List<Candidate>> levels() {
    Map<Integer, List<Candidate>> levels = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      levels.computeIfAbsent(candidate.priority(), priority -> new ArrayList<>()).add(candidate);
    }
    return levels.values();
  }

  Backend open(String name) {
    List<Candidate> named =
        candidates.stream().filter(candidate -> candidate.name().equals(name)).toList();
    if (named.isEmpty()) {
      String names =
          candidates.stream().map(Candidate::name).distinct().collect(Collectors.joining(", "));
      String meant = LookAlikes.meant(name, candidates.stream().map(Candidate::name).toList());
      throw new BackendException(
          "Backends.open",
          "there must be a backend of that name",
          "'" + name + "'",
          names.isEmpty() ? "a backend on the class path" : "one of " + names,
          name.startsWith("cuda") ? CUDA : Objects.requireNonNullElse(meant, ADD_ONE));
    }
    if (named.size() > 1) {
      throw ambiguous("Backends.open", "names must differ", named);
    }
    Availability availability = named.get(0).availability();
    if (!availability.usable()) {
      throw new BackendException(
          "Backends.open",
          "backend " + name + " cannot work here",
          availability.reason(),
          "a usable backend",
          "Backends.diagnosis() looks at all that it needs");
    }
    return opened(named.get(0));
  }

  private static BackendException ambiguous(
      String operation, String rule, List<Candidate> candidates) {
    String got =
        candidates.stream()
            .map(c -> c.name() + " with priority " + c.priority() + " by " + c.origin())
            .collect(Collectors.joining(" and "));
    return new BackendException(
        operation, rule, got, "one", "remove one of them from the class path");
  }

  List<Candidate> candidates() {
    return candidates;
  }

  List<BackendStatus> status() {
    return candidates.stream().map(Candidate::status).toList();
  }
}
