package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kindling.core.Device;
import io.kindling.core.Finding;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at all backends finds. */
final class DiagnosisTest {
  private static final String REMOVE = "remove one of them from the class path";

  @TempDir Path folder;

  /** A provider with something to say. */
  public static class Good implements BackendProvider {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public Availability availability() {
      return Availability.yes();
    }

    @Override
    public List<Finding> findings() {
      return List.of(Finding.note("driver", "is old", "install a new one"));
    }

    @Override
    public Engine<?> open() {
      Engine<?> engine = mock(Engine.class);
      when(engine.version()).thenReturn("version 3");
      when(engine.devices()).thenReturn(List.of(Device.CPU));
      when(engine.unusableDevices()).thenReturn(Map.of("gpu", "none"));
      return engine;
    }
  }

  /** Another of the same name. */
  public static final class SameName extends Good {
    @Override
    public int priority() {
      return 2;
    }
  }

  /** One that does not work, nor say why in time. */
  public static final class Bad extends Good {
    @Override
    public String name() {
      return "bad";
    }

    @Override
    public Availability availability() {
      return Availability.no("no licence; buy one");
    }

    @Override
    public List<Finding> findings() {
      throw new IllegalStateException("broken");
    }
  }

  /** One that cannot be opened. */
  public static final class Stuck extends Good {
    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public int priority() {
      return 0;
    }

    @Override
    public Engine<?> open() {
      throw new IllegalStateException("no room");
    }
  }

  private Diagnosis diagnosis(Class<?>... providers) throws IOException {
    Path list = folder.resolve("META-INF/services/" + BackendProvider.class.getName());
    Files.createDirectories(list.getParent());
    Files.write(list, Arrays.stream(providers).map(Class::getName).toList());
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      return Backends.diagnosis(loader);
    }
  }

  private static List<Finding> of(Diagnosis diagnosis, String name) {
    return diagnosis.findings().stream().filter(finding -> finding.name().equals(name)).toList();
  }

  @Test
  void whatABackendSaysComesBeforeItsVerdict() throws IOException {
    Diagnosis diagnosis = diagnosis(Good.class);
    assertThat(diagnosis.usable()).isTrue();
    List<Finding> findings = diagnosis.findings();
    assertThat(findings.subList(findings.size() - 3, findings.size()))
        .containsExactly(
            Finding.note("good driver", "is old", "install a new one"),
            Finding.ok(
                "backend good",
                "usable, version 3, devices cpu, priority 1, by " + Good.class.getName()),
            Finding.note("good gpu", "none", ""));
  }

  @Test
  void whatCannotWorkIsAProblemAndHidesNoOther() throws IOException {
    Diagnosis diagnosis = diagnosis(Bad.class, Stuck.class);
    assertThat(diagnosis.usable()).isFalse();
    assertThat(of(diagnosis, "backend bad"))
        .containsExactly(
            Finding.problem("backend bad", "cannot work here: no licence; buy one", ""));
    assertThat(of(diagnosis, "backend stuck"))
        .containsExactly(Finding.problem("backend stuck", "cannot work here: no room", ""));
    assertThat(diagnosis.backends()).noneMatch(BackendStatus::usable);
  }

  @Test
  void backendsThatCannotBeToldApartAreNamed() throws IOException {
    assertThat(of(diagnosis(Good.class, SameName.class), "backends"))
        .containsExactly(
            Finding.problem(
                "backends",
                SameName.class.getName()
                    + " and "
                    + Good.class.getName()
                    + " have the name good, so that neither can be opened by it",
                REMOVE));
    assertThat(of(diagnosis(Good.class, Bad.class), "backends"))
        .containsExactly(
            Finding.problem(
                "backends",
                Bad.class.getName()
                    + " and "
                    + Good.class.getName()
                    + " have priority 1, so that neither is taken where nobody chooses",
                REMOVE));
  }

  @Test
  void withoutBackendsNothingIsUsable() throws IOException {
    Diagnosis diagnosis = diagnosis();
    assertThat(diagnosis.usable()).isFalse();
    assertThat(diagnosis.backends()).isEmpty();
  }
}
