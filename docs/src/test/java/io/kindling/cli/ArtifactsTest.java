package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the pages say of the artifacts is so. */
final class ArtifactsTest {
  private static final Pattern SIZES =
      Pattern.compile("beside the (\\d+) kB of `kindling-api` \\| (\\d+) kB ");

  private static List<Path> jars(String name) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches(name + "-\\d.*\\.jar"))
        .toList();
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void theSizesInTheReadMeAreThoseOfTheJars() throws IOException {
    Matcher sizes = SIZES.matcher(Files.readString(Path.of("../README.md")));
    assertThat(sizes.find()).isTrue();
    List<Path> api = jars("kindling-api");
    List<Path> cpu = jars("kindling-backend-cpu");
    assertThat(api).as("jars, which mvn verify makes and mvn test does not").hasSize(1);
    assertThat(kilobytes(api)).isCloseTo(Double.parseDouble(sizes.group(1)), withinPercentage(10));
    assertThat(kilobytes(cpu)).isCloseTo(Double.parseDouble(sizes.group(2)), withinPercentage(10));
  }

  private static double kilobytes(List<Path> jars) throws IOException {
    return Files.size(jars.get(0)) / 1000.0;
  }

  @Test
  void eachJarCarriesItsLicence() throws IOException {
    for (String name :
        List.of(
            "api",
            "backend-cpu",
            "backend-libtorch",
            "csv",
            "jdbc",
            "onnx",
            "parquet",
            "plot",
            "report",
            "spark",
            "statistics",
            "tensorboard",
            "cli")) {
      for (Path jar : jars("kindling-" + name)) {
        assertThat(entries(jar)).as("%s", jar).contains("META-INF/LICENSE", "META-INF/NOTICE");
      }
    }
  }

  @Test
  void thePageOnLicencesNamesEachNativeLibrary() throws IOException {
    String page = Files.readString(Path.of("licences.md")).replace("*", "");
    for (String name : List.of("javacpp", "openblas", "pytorch")) {
      for (Path jar : jars(name)) {
        for (String entry : entries(jar)) {
          Matcher library = Pattern.compile("/(lib[^/.]*)\\.so[^/]*$").matcher(entry);
          if (library.find()) {
            String known = library.group(1).replaceAll("(libjniopenblas|libjnitorch).*", "$1");
            assertThat(page).as("%s of %s", entry, jar.getFileName()).contains(known + ".so");
          }
        }
      }
    }
  }
}
