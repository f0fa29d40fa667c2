package io.kindling.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A Java, its options and a class path that the command is started with. */
final class SetUp {
  private Path jdk = Path.of(System.getProperty("java.home"));
  private final List<String> options = new ArrayList<>();
  private List<Path> classPath =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Path::of)
          .toList();

  /** Takes those entries only that are such. */
  SetUp only(Predicate<Path> wanted) {
    classPath = classPath.stream().filter(wanted).toList();
    return this;
  }

  /** Leaves the jars away whose names are such. */
  SetUp without(String pattern) {
    return only(entry -> !entry.getFileName().toString().matches(pattern));
  }

  SetUp with(Path entry) {
    classPath = Stream.concat(classPath.stream(), Stream.of(entry)).toList();
    return this;
  }

  SetUp option(String option) {
    options.add(option);
    return this;
  }

  SetUp jdk(Path home) {
    jdk = home;
    return this;
  }

  List<Path> classPath() {
    return classPath;
  }

  /** Runs the command in a process; spaces that align lines are one. */
  Run run(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output.replaceAll(" +", " "), "");
  }

  /** Whether a jar or folder has a file. */
  static boolean has(Path entry, String name) {
    try {
      return files(entry, name::equals).containsKey(name);
    } catch (IOException e) {
      return false;
    }
  }

  /** The files of a jar or folder whose names are such, with their bytes. */
  static Map<String, byte[]> files(Path entry, Predicate<String> wanted) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(entry)) {
      try (Stream<Path> all = Files.walk(entry)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = entry.relativize(file).toString().replace(File.separatorChar, '/');
          if (wanted.test(name)) {
            files.put(name, Files.readAllBytes(file));
          }
        }
      }
    } else {
      try (ZipFile jar = new ZipFile(entry.toFile())) {
        for (ZipEntry file : jar.stream().filter(is -> wanted.test(is.getName())).toList()) {
          try (InputStream in = jar.getInputStream(file)) {
            files.put(file.getName(), in.readAllBytes());
          }
        }
      }
    }
    return files;
  }

  /** Writes a jar of files. */
  static Path jar(Path file, Map<String, byte[]> files) throws IOException {
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return file;
  }
}
