package io.kindling;

import static java.util.Objects.requireNonNull;

import io.kindling.core.Finding;
import io.kindling.error.BackendException;
import io.kindling.service.Lookup;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.util.List;

/** A provider that answered for its name and priority, or stands for one that did not. */
record Candidate(String name, int priority, BackendProvider provider, String origin) {

  static Candidate of(BackendProvider provider) {
    String origin = provider.getClass().getName();
    try {
      String name = requireNonNull(provider.name(), "it has no name");
      return new Candidate(name, provider.priority(), provider, origin);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      return broken(origin, "the provider is broken: " + Lookup.text(e));
    }
  }

  static Candidate broken(String origin, String failure) {
    BackendProvider provider = new BrokenProvider(origin, failure);
    return new Candidate(origin, provider.priority(), provider, origin);
  }

  /** Whether there is a provider at all. */
  boolean answers() {
    return !(provider instanceof BrokenProvider);
  }

  Availability availability() {
    try {
      return requireNonNull(provider.availability(), "it does not say whether it can work");
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      return Availability.no("the provider " + origin + " is broken: " + Lookup.text(e));
    }
  }

  /** What it needs and has, as it says itself. */
  List<Finding> findings() {
    try {
      return provider.findings().stream().map(finding -> finding.of(name)).toList();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      return List.of(); // its verdict says what is wrong
    }
  }

  Backend open() {
    try {
      return new Backend(name, requireNonNull(provider.open(), "it opens nothing"));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw new BackendException(
          "Backends.open",
          "backend " + name + " must open",
          Lookup.text(e),
          "an engine from " + origin,
          null);
    }
  }

  BackendStatus status() {
    Availability availability = availability();
    return new BackendStatus(name, origin, priority, availability.usable(), availability.reason());
  }

  /** Stands for a provider that could not even be made or asked for its name. */
  private record BrokenProvider(String name, String failure) implements BackendProvider {
    @Override
    public int priority() {
      return Integer.MIN_VALUE;
    }

    @Override
    public Availability availability() {
      return Availability.no(failure);
    }

    @Override
    public Engine<?> open() {
      throw new IllegalStateException(failure);
    }
  }
}
