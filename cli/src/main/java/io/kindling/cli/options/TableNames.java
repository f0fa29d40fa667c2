package io.kindling.cli.options;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * The files of a table, as they are typed: names, with commas between them, and patterns as those
 * of a shell. What is the name of a file as it stands is that file.
 */
public final class TableNames {
  /** What standard input is called. */
  static final Path STANDARD_INPUT = Path.of("-");

  private static final String PATTERN = "*?[";

  private TableNames() {}

  /**
   * Finds the files.
   *
   * @param option the option that names them
   * @param typed what was typed, text by text
   * @return the files, those of a pattern in the order of their names
   * @throws DataException if a name is empty, or no file fits a pattern
   */
  public static List<Path> files(String option, List<String> typed) {
    List<Path> files = new ArrayList<>();
    for (String text : typed) {
      List<String> names = exists(text) ? List.of(text) : ColumnChoice.split(text, List.of());
      if (names.contains("")) {
        throw new DataException(
            option,
            "a file must have a name",
            "'" + text + "'",
            "FILE[,FILE]",
            "leave the comma out that no name is beside");
      }
      names.forEach(name -> files.addAll(files(option, name)));
    }
    return files;
  }

  private static List<Path> files(String option, String name) {
    return exists(name) || !isPattern(name) ? List.of(FileName.parse(name)) : fitting(option, name);
  }

  /**
   * Finds out that standard input, which ends but once, is in one of the tables at most.
   *
   * @param tables the files of tables, by the options that name them
   */
  public static void checkStandardInput(Map<String, List<Path>> tables) {
    List<String> takers = new ArrayList<>();
    tables.forEach(
        (option, files) ->
            files.stream().filter(STANDARD_INPUT::equals).forEach(file -> takers.add(option)));
    if (takers.size() > 1) {
      throw new DataException(
          takers.get(1),
          "standard input can be taken once",
          "- for " + String.join(" and ", takers),
          "one -",
          "name a file");
    }
  }

  private static boolean exists(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> PATTERN.indexOf(c) >= 0);
  }

  private static List<Path> fitting(String option, String pattern) {
    Path typed = FileName.parse(pattern);
    Path root = typed.getRoot();
    List<Path> found = List.of(root == null ? Path.of("") : root);
    try {
      for (Path part : typed) {
        List<Path> next = new ArrayList<>();
        for (Path folder : found) {
          next.addAll(inside(folder, part.toString()));
        }
        found = next;
      }
    } catch (PatternSyntaxException e) {
      return List.of(typed); // a name; who reads the file says that it is not there
    } catch (IOException e) {
      throw refused(option, pattern, e + "");
    }
    List<Path> files = found.stream().filter(file -> !Files.isDirectory(file)).toList();
    if (files.isEmpty()) {
      throw refused(option, pattern, "none");
    }
    return files;
  }

  /** What in a folder fits a part of a pattern. */
  private static List<Path> inside(Path folder, String part) throws IOException {
    if (!isPattern(part)) {
      Path file = folder.resolve(part);
      return Files.exists(file) ? List.of(file) : List.of();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    String glob = part.replace("{", "\\{"); // braces hold commas, which separate names here
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      for (Path entry : entries) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (!hidden || part.startsWith(".")) {
          found.add(entry);
        }
      }
    }
    found.sort(null);
    return found;
  }

  private static DataException refused(String option, String pattern, String got) {
    return new DataException(
        option, "there must be a file that fits '" + pattern + "'", got, "one at least", null);
  }
}
