package io.kindling;

import io.kindling.core.Finding;
import java.util.List;

/**
 * What was found where backends were looked for, and whether it works: for people who want to know
 * why a backend cannot be used, and for their reports of it.
 *
 * @param backends what was found of each backend, highest priority first; usable is what also opens
 * @param findings what was looked at, in an order to read: the JVM and its machine, the class path,
 *     the lists of providers, then what each backend says of itself and whether it can work
 */
public record Diagnosis(List<BackendStatus> backends, List<Finding> findings) {
  /** Copies the lists. */
  public Diagnosis {
    backends = List.copyOf(backends);
    findings = List.copyOf(findings);
  }

  /** {@return whether a backend can work here} */
  public boolean usable() {
    return backends.stream().anyMatch(BackendStatus::usable);
  }
}
