package io.kindling.diagnosis;

import io.kindling.core.Finding;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The jars and folders of the class path. Java passes over what is missing or no jar without a
 * word, so that it is as if what lies in there had never been named.
 */
public final class ClassPath {
  private ClassPath() {}

  /** {@return the entries of this JVM's class path} */
  public static List<Path> entries() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  /**
   * {@return what is known of them, one for each that is missing or damaged}
   *
   * @param entries the entries of a class path
   */
  public static List<Finding> findings(List<Path> entries) {
    List<Finding> findings = new ArrayList<>();
    for (Path entry : entries) {
      if (!Files.exists(entry)) {
        findings.add(
            Finding.note(
                "class path",
                entry + " is not there",
                "take it off the class path, or put it there"));
      } else if (Files.isRegularFile(entry)) {
        try {
          new ZipFile(entry.toFile()).close();
        } catch (IOException e) {
          findings.add(damaged(entry, e));
        }
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok("class path", entries.size() + " jars and folders, all readable"));
    }
    return findings;
  }

  private static Finding damaged(Path entry, IOException e) {
    return Finding.problem(
        "class path",
        entry.getFileName()
            + " is damaged or no jar ("
            + e.getMessage()
            + "), and Java passes over it without a word",
        "delete " + entry + " and download or build it anew");
  }
}
