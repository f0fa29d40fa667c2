package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kindling.error.BackendException;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding backends through class loaders. */
final class BackendsTest {
  @TempDir Path folder;

  /** A provider as the service loader makes it. */
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
    public Engine<?> open() {
      return mock(Engine.class);
    }
  }

  /** Another, of higher priority. */
  public static final class Better extends Good {
    @Override
    public String name() {
      return "better";
    }

    @Override
    public int priority() {
      return 2;
    }
  }

  /** One whose class does not even load. */
  public static final class Explosive extends Good {
    static {
      explode();
    }

    private static void explode() {
      throw new IllegalStateException("does not load");
    }
  }

  private ClassLoader loader(String... lines) throws IOException {
    Path listing = folder.resolve("META-INF/services/" + BackendProvider.class.getName());
    Files.createDirectories(listing.getParent());
    Files.write(listing, java.util.List.of(lines));
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  @AfterEach
  void clearProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  @Test
  void anExplicitLoaderIsLookedThrough() throws IOException {
    ClassLoader loader = loader(Good.class.getName(), Better.class.getName());
    assertThat(Backends.preferred(loader).name()).isEqualTo("better");
    assertThat(Backends.open("good", loader).name()).isEqualTo("good");
    assertThat(Backends.status(loader))
        .extracting(BackendStatus::name)
        .containsExactly("better", "good");
    assertThat(Backends.status(getClass().getClassLoader())).isEmpty();
  }

  @Test
  void thePropertyChoosesForThoseWhoDoNot() throws IOException {
    ClassLoader loader = loader(Good.class.getName(), Better.class.getName());
    System.setProperty(Backends.PROPERTY, "good");
    assertThat(Backends.preferred(loader).name()).isEqualTo("good");
    System.setProperty(Backends.PROPERTY, "absent");
    assertThatThrownBy(() -> Backends.preferred(loader)).isInstanceOf(BackendException.class);
  }

  @Test
  void brokenListingsAndClassesAreReportedAndPassedOver() throws IOException {
    ClassLoader loader =
        loader(
            "no.such.Class",
            Explosive.class.getName(),
            BackendsTest.class.getName(),
            Good.class.getName());
    assertThat(Backends.preferred(loader).name()).isEqualTo("good");
    assertThat(Backends.status(loader)).hasSize(4);
    assertThat(Backends.status(loader))
        .filteredOn(status -> !status.usable())
        .extracting(BackendStatus::reason)
        .anyMatch(reason -> reason.contains("no.such.Class"))
        .anyMatch(reason -> reason.contains("does not load"))
        .anyMatch(reason -> reason.contains("not a subtype"));
  }

  @Test
  void aProviderThatIsHandedOverIsNotLookedFor() {
    assertThat(Backends.open(new Good()).name()).isEqualTo("good");
    BackendProvider unusable = mock(BackendProvider.class);
    when(unusable.name()).thenReturn("unusable");
    when(unusable.availability()).thenReturn(Availability.no("no licence"));
    assertThatThrownBy(() -> Backends.open(unusable))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("backend unusable cannot work here (got no licence;");
  }

  @Test
  void aJarThatDoesNotListWhatItHasIsNamed() throws IOException {
    Path jar = folder.resolve("app.jar");
    String type = Good.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        InputStream bytes = Good.class.getResourceAsStream("/" + type)) {
      out.putNextEntry(new ZipEntry("META-INF/services/" + BackendProvider.class.getName()));
      out.putNextEntry(new ZipEntry(type));
      out.write(bytes.readAllBytes());
    }
    URL[] urls = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      assertThatThrownBy(() -> Backends.preferred(loader))
          .isInstanceOf(BackendException.class)
          .hasMessage(
              "Backends.preferred: there must be a usable backend (got none at all; expected one"
                  + " that can work here; app.jar has "
                  + Good.class.getName()
                  + " and does not list it: merge META-INF/services where jars are put into one, as"
                  + " maven-shade-plugin does with its ServicesResourceTransformer)");
    }
  }

  @Test
  void theContextLoaderIsTheDefault() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(loader(Good.class.getName()));
      assertThat(Backends.preferred().name()).isEqualTo("good");
      thread.setContextClassLoader(null);
      assertThatThrownBy(Backends::preferred)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("none at all");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
