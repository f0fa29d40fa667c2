package io.kindling;

import io.kindling.diagnosis.ServiceFiles;
import io.kindling.error.BackendException;
import io.kindling.service.Lookup;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.text.LookAlikes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One lookup: the providers that were found, and what was wrong with the others. */
final class BackendRegistry {
  private static final String ADD_ONE =
      "add a backend to the class path, for instance io.kindling:kindling-backend-cpu; where jars"
          + " were put into one, their META-INF/services must have been merged, as"
          + " maven-shade-plugin's ServicesResourceTransformer does";

  private static final String ADD_MODULE =
      "add a backend to the module path or the image, for instance module io.kindling.cpu";

  private static final String CUDA = "cuda is a device: backend libtorch with device cuda";

  private final Lookup<BackendProvider> lookup;
  private final List<Candidate> candidates;

  BackendRegistry(Lookup<BackendProvider> lookup) {
    List<Candidate> found = new ArrayList<>();
    lookup.providers().forEach(provider -> found.add(Candidate.of(provider)));
    Stream.concat(lookup.failures().stream(), lookup.foreign().stream())
        .forEach(failure -> found.add(Candidate.broken("(unknown)", failure)));
    found.sort(
        Comparator.comparing(Candidate::priority, Comparator.reverseOrder())
            .thenComparing(Candidate::name)
            .thenComparing(Candidate::origin));
    this.lookup = lookup;
    this.candidates = List.copyOf(found);
  }

  static BackendRegistry load(@Nullable ClassLoader loader) {
    return new BackendRegistry(Lookup.of(BackendProvider.class, loader));
  }

  static BackendRegistry of(BackendProvider only) {
    return new BackendRegistry(new Lookup<>(List.of(), List.of(only), List.of(), List.of()));
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
        remedy());
  }

  /** What to do where a backend is missing: list one that is there, else add one. */
  private String remedy() {
    if (!lookup.foreign().isEmpty()) {
      return "name a class loader that finds this Kindling, or none";
    }
    return ServiceFiles.unlisted(BackendProvider.class.getName(), lookup.loaders()).stream()
        .findFirst()
        .map(found -> found.detail() + ": " + found.remedy())
        .orElse(getClass().getModule().isNamed() ? ADD_MODULE : ADD_ONE);
  }

  private Backend opened(Candidate candidate) {
    Backend backend = candidate.open();
    for (String passed : lookup.foreign()) {
      log(
          backend,
          System.Logger.Level.INFO,
          "took backend " + backend + " from Kindling's own class loader: " + passed);
    }
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
          name.startsWith("cuda") ? CUDA : Objects.requireNonNullElseGet(meant, this::remedy));
    }
    if (named.size() > 1) {
      throw ambiguous("Backends.open", "names must differ", named);
    }
    return usable(named.get(0));
  }

  /** Opens one that was chosen, if it can work here. */
  private Backend usable(Candidate chosen) {
    Availability availability = chosen.availability();
    if (!availability.usable()) {
      throw new BackendException(
          "Backends.open",
          "backend " + chosen.name() + " cannot work here",
          availability.reason(),
          "a usable backend",
          "Backends.diagnosis() looks at all that it needs");
    }
    return opened(chosen);
  }

  /** Opens the only one that there is. */
  Backend only() {
    return usable(candidates.get(0));
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

  List<ClassLoader> loaders() {
    return lookup.loaders();
  }

  List<Candidate> candidates() {
    return candidates;
  }

  List<BackendStatus> status() {
    return candidates.stream().map(Candidate::status).toList();
  }
}
