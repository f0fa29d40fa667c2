package io.kindling;

import io.kindling.core.Device;
import io.kindling.core.Finding;
import io.kindling.diagnosis.ApiCopies;
import io.kindling.diagnosis.ClassPath;
import io.kindling.diagnosis.Host;
import io.kindling.diagnosis.ServiceFiles;
import io.kindling.error.BackendException;
import io.kindling.service.Lookup;
import io.kindling.spi.BackendProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look at all that decides whether backends work. */
final class Examination {
  private static final String REMOVE = "remove one of them from the class path";

  private final List<Finding> findings = new ArrayList<>();
  private final List<BackendStatus> backends = new ArrayList<>();
  private final List<ClassLoader> loaders;

  private Examination(List<ClassLoader> loaders) {
    this.loaders = loaders;
  }

  static Diagnosis of(@Nullable ClassLoader loader) {
    BackendRegistry registry = BackendRegistry.load(loader);
    Examination examination = new Examination(registry.loaders());
    examination.surroundings();
    examination.backends(registry.candidates());
    return new Diagnosis(examination.backends, examination.findings);
  }

  private void surroundings() {
    findings.addAll(Host.findings());
    findings.addAll(ClassPath.findings(ClassPath.entries()));
    findings.add(ApiCopies.finding(loaders));
    findings.add(
        Finding.ok(
            "class loaders",
            loaders.stream().map(Lookup::described).collect(Collectors.joining(", then "))));
    findings.addAll(ServiceFiles.findings(BackendProvider.class.getName(), loaders));
  }

  private void backends(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      findings.addAll(candidate.findings()); // before its verdict, which may mend what they tell of
      BackendStatus status = opened(candidate);
      backends.add(status);
      if (!status.usable()) {
        findings.add(Finding.problem(name(candidate), "cannot work here: " + status.reason(), ""));
      }
      ApiCopies.otherVersion(candidate.provider().getClass(), candidate.name())
          .ifPresent(finding -> findings.add(finding.of(candidate.name())));
    }
    alike(candidates, Candidate::name, "have the name", "neither can be opened by it");
    alike(
        candidates, Candidate::priority, "have priority", "neither is taken where nobody chooses");
  }

  /** The verdict, after opening it where that can be done, which tells more. */
  private BackendStatus opened(Candidate candidate) {
    BackendStatus status = candidate.status();
    if (!status.usable()) {
      return status;
    }
    try (Backend backend = candidate.open()) {
      findings.add(Finding.ok(name(candidate), "usable, " + described(candidate, backend)));
      backend
          .unusableDevices()
          .forEach((type, why) -> findings.add(Finding.note(type, why, "").of(candidate.name())));
      return status;
    } catch (BackendException e) {
      return new BackendStatus(status.name(), status.provider(), status.priority(), false, e.got());
    }
  }

  private static String name(Candidate candidate) {
    return "backend " + candidate.name();
  }

  private static String described(Candidate candidate, Backend backend) {
    return "%s, devices %s, priority %d, by %s"
        .formatted(
            backend.version(),
            backend.devices().stream().map(Device::toString).collect(Collectors.joining(", ")),
            candidate.priority(),
            candidate.origin());
  }

  /** Says which backends have something in common in which they must differ. */
  private void alike(
      List<Candidate> candidates, Function<Candidate, Object> key, String have, String so) {
    candidates.stream()
        .filter(Candidate::answers)
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (common, group) -> {
              if (group.size() > 1) {
                String both =
                    group.stream().map(Candidate::origin).collect(Collectors.joining(" and "));
                findings.add(
                    Finding.problem(
                        "backends", both + " " + have + " " + common + ", so that " + so, REMOVE));
              }
            });
  }
}
