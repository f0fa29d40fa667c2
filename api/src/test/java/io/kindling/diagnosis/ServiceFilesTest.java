package io.kindling.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Finding;
import io.kindling.core.Finding.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which providers are listed, and which should be. */
final class ServiceFilesTest {
  private static final String SERVICE = Greeter.class.getName();

  @TempDir Path folder;

  /** A service of these tests. */
  public interface Greeter {
    double greet(long times);
  }

  /** A provider with constants of every size. */
  public static final class Loud implements Greeter {
    @Override
    public double greet(long times) {
      return times * 1e300 + Long.MAX_VALUE + 1.5f + 1_000_000 + ("é" + times).length();
    }
  }

  /** One that needs a subclass. */
  public abstract static class Vague implements Greeter {}

  /** One that no service loader can make. */
  static final class Hidden implements Greeter {
    @Override
    public double greet(long times) {
      return 0;
    }
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private Path jar(String name, List<String> listed, Class<?>... classes) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("META-INF/services/" + SERVICE));
      out.write(String.join("\n", listed).getBytes(StandardCharsets.UTF_8));
      for (Class<?> type : classes) {
        out.putNextEntry(new ZipEntry(file(type)));
        try (InputStream bytes = type.getResourceAsStream("/" + file(type))) {
          bytes.transferTo(out);
        }
      }
      out.putNextEntry(new ZipEntry("no.class"));
      out.write(new byte[50]);
    }
    return jar;
  }

  private static List<Finding> findings(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return ServiceFiles.findings(SERVICE, List.of(loader, loader));
    }
  }

  @Test
  void whatAFileListsIsTold() throws IOException {
    Path jar = jar("a b.jar", List.of("# comment", "", "x.One # first", " x.Two"));
    assertThat(findings(jar))
        .containsExactly(Finding.ok("service file", "a b.jar lists x.One, x.Two"));
  }

  @Test
  void withoutAnyFileThereIsNoProvider() throws IOException {
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
              assertThat(finding.detail())
                  .isEqualTo("no class loader that was asked finds a META-INF/services/" + SERVICE);
            });
  }

  @Test
  void whatTwoFilesListIsNamedWithBoth() throws IOException {
    Path a = jar("a.jar", List.of("x.One"));
    Path b = jar("b.jar", List.of("x.One", "x.Two", "x.One"));
    assertThat(findings(a, b))
        .extracting(Finding::detail)
        .containsExactly(
            "a.jar lists x.One",
            "b.jar lists x.One, x.Two",
            "x.One is listed twice, by " + a + " and " + b);
  }

  @Test
  void providersThatAJarDoesNotListAreNamed() throws IOException {
    Class<?>[] classes = {Greeter.class, Loud.class, Vague.class, Hidden.class};
    assertThat(findings(jar("merged.jar", List.of(Loud.class.getName()), classes))).hasSize(1);
    assertThat(findings(jar("unmerged.jar", List.of("x.One"), classes)))
        .extracting(Finding::detail)
        .containsExactly(
            "unmerged.jar lists x.One",
            "unmerged.jar has " + Loud.class.getName() + " and does not list it");
  }
}
