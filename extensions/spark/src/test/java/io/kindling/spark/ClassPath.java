package io.kindling.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts of the tests' own class path, for the other JVMs that they need.
 *
 * @param entries folders of classes, and jars
 */
record ClassPath(List<Path> entries) {
  static ClassPath own() {
    return new ClassPath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath())
            .filter(Files::exists)
            .toList());
  }

  /** Kindling's, and its tests'. */
  ClassPath kindling() {
    return new ClassPath(entries.stream().filter(ClassPath::isKindlings).toList());
  }

  /** All but Kindling's. */
  ClassPath others() {
    return new ClassPath(entries.stream().filter(entry -> !isKindlings(entry)).toList());
  }

  /** This, then another. */
  ClassPath and(ClassPath other) {
    return new ClassPath(Stream.concat(entries.stream(), other.entries.stream()).toList());
  }

  /** Without the jars of some names, of which the version is left out. */
  ClassPath without(String... jars) {
    List<String> names = List.of(jars);
    return new ClassPath(
        entries.stream().filter(entry -> !names.contains(artifact(entry))).toList());
  }

  /** Some jars first. */
  ClassPath from(String... jars) {
    List<String> names = List.of(jars);
    List<Path> first = entries.stream().filter(entry -> names.contains(artifact(entry))).toList();
    return new ClassPath(first).and(without(jars));
  }

  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-[0-9][^/]*\\.jar$", "");
  }

  private static boolean isKindlings(Path entry) {
    return Files.isDirectory(entry) || artifact(entry).startsWith("kindling-");
  }

  /** The same in jars, of folders too, which are all there are in a folder. */
  ClassPath inJars(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path entry : entries) {
      Path jar = folder.resolve(jars.size() + ".jar");
      jars.add(Files.isDirectory(entry) ? packed(entry, jar) : entry);
    }
    return new ClassPath(jars);
  }

  private static Path packed(Path folder, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(folder);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
      }
    }
    return jar;
  }

  /** Links the jars into a folder, as a Spark distribution has them, and nothing else. */
  void link(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> others = Files.list(folder)) {
      for (Path other : others.toList()) {
        Files.delete(other);
      }
    }
    for (Path entry : entries) {
      if (entry.toString().endsWith(".jar")) {
        Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
      }
    }
  }

  @Override
  public String toString() {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
