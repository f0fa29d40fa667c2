package io.kindling.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Finding;
import io.kindling.core.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java passes over without a word is named. */
final class ClassPathTest {
  @TempDir Path folder;

  private Path jar() throws IOException {
    Path file = folder.resolve("whole.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry("file"));
    }
    return file;
  }

  @Test
  void jarsAndFoldersAreAsTheyShouldBe() throws IOException {
    assertThat(ClassPath.findings(List.of(folder, jar())))
        .containsExactly(Finding.ok("class path", "2 jars and folders, all readable"));
  }

  @Test
  void whatIsMissingOrDamagedIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(jar());
    Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(whole, 30));
    List<Finding> findings = ClassPath.findings(List.of(cut, jar(), folder.resolve("none.jar")));
    assertThat(findings)
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PROBLEM, Verdict.NOTE);
    assertThat(findings.get(0).detail()).startsWith("cut.jar is damaged or no jar (");
    assertThat(findings.get(0).remedy())
        .isEqualTo("delete " + cut + " and download or build it anew");
    assertThat(findings.get(1).detail()).isEqualTo(folder.resolve("none.jar") + " is not there");
  }
}
