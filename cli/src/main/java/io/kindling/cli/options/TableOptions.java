package io.kindling.cli.options;

import io.kindling.cli.table.Spool;
import io.kindling.cli.table.TableFormats;
import io.kindling.csv.CsvFile;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.file.FileFailures;
import io.kindling.table.JoinedTable;
import io.kindling.table.MissingValues;
import io.kindling.table.Table;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the text of a table is written, as far as that is not found out. */
public final class TableOptions implements Closeable {
  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      description =
          "What stands between cells: one or more characters, tab, or space for any number of"
              + " spaces. Default: what the first line of the table shows.")
  private @Nullable String separator;

  @Option(
      names = "--decimal",
      paramLabel = "CHAR",
      description = "What stands before the fraction of a number, a point or a comma. Default: .")
  private @Nullable Character decimal;

  @Option(
      names = "--thousands",
      paramLabel = "CHAR",
      description =
          "What stands between groups of three digits, as in 1,642: one of , . ' _ or space."
              + " Default: digits are not grouped.")
  private @Nullable String thousands;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The encoding of the text, as windows-1252. Default: UTF-8, or UTF-16 where that is"
              + " evident.")
  private @Nullable Charset encoding;

  @Option(
      names = "--missing-values",
      paramLabel = "TEXT[,TEXT]",
      description =
          "What counts as missing beside an empty cell. Default: NA, NaN, N/A, #N/A, <NA>, null, ?"
              + " and -.")
  private @Nullable List<String> missing;

  private final Spool spool = new Spool();
  private boolean isText;
  private @Nullable String noText;
  private final Set<String> separators = new LinkedHashSet<>();

  /**
   * Opens files as one table. What can be read only once is copied, until this is closed.
   *
   * @param files the files; {@code -} for standard input
   */
  public Table open(List<Path> files) {
    return JoinedTable.of(files.stream().map(this::open).toList());
  }

  private Table open(Path file) {
    boolean standard = file.equals(TableNames.STANDARD_INPUT);
    String name = standard ? "standard input" : file.toString();
    Path copy = standard ? spool.copy(System.in, name) : readable(file);
    Optional<Table> other = TableFormats.installed().find(copy);
    if (other.isPresent()) {
      noText(name + " is " + other.get().kind());
      return other.get();
    }
    isText = true;
    CsvFile text = written(CsvFile.of(copy).named(name));
    if (separator == null && Files.exists(copy)) {
      separators.add(text.separator());
    }
    return text;
  }

  /** A file that can be read again: itself, or a copy of what comes through a pipe. */
  private Path readable(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(
          file.toString(),
          "the file must exist",
          "a folder",
          "a table",
          "'" + file.resolve("*.csv") + "' takes all such files in it as one");
    }
    if (Files.isRegularFile(file) || !Files.exists(file)) {
      return file;
    }
    try (InputStream pipe = Files.newInputStream(file)) {
      return spool.copy(pipe, file.toString());
    } catch (IOException e) {
      throw FileFailures.unreadable(file.toString(), e, "a table");
    }
  }

  private CsvFile written(CsvFile file) {
    CsvFile text = file;
    if (separator != null) {
      text = text.separator(characters(separator));
    }
    if (decimal != null) {
      text = text.decimal(decimal);
    }
    if (thousands != null) {
      text = text.thousands(character(thousands));
    }
    if (encoding != null) {
      text = text.charset(encoding);
    }
    return missing == null ? text : text.missing(MissingValues.of(split(missing)));
  }

  /** What is meant by a word for what is hard to type. */
  private static String characters(String typed) {
    return switch (typed) {
      case "tab", "\\t" -> "\t";
      case "space" -> " ";
      default -> typed;
    };
  }

  private static char character(String typed) {
    String meant = characters(typed);
    if (meant.length() != 1) {
      throw new UsageException(
          "--thousands must be one character, or space (got '"
              + typed
              + "'; expected one such as ,)");
    }
    return meant.charAt(0);
  }

  private static List<String> split(List<String> typed) {
    List<String> texts = new ArrayList<>();
    typed.forEach(text -> texts.addAll(ColumnChoice.split(text, List.of())));
    return texts;
  }

  /** Takes note of a table that is no text, and why. */
  void noText(String reason) {
    noText = reason;
  }

  /** Finds out, once all tables are opened, that what was typed is about one of them. */
  public void checkTyped() {
    String typed =
        separator != null
            ? "--separator"
            : decimal != null
                ? "--decimal"
                : thousands != null
                    ? "--thousands"
                    : encoding != null ? "--encoding" : missing != null ? "--missing-values" : null;
    if (typed != null && noText != null && !isText) {
      throw new DataException(
          typed, "it is for tables that are text", noText, "CSV, or no " + typed, null);
    }
  }

  /** What the user has not said, in lines. */
  List<String> remarks() {
    return separators.stream()
        .filter(found -> !found.equals(","))
        .map(
            found ->
                "separated by "
                    + spoken(found)
                    + ", as in the first line; --separator says otherwise")
        .toList();
  }

  private static String spoken(String separator) {
    return switch (separator) {
      case ";" -> "semicolons";
      case "\t" -> "tabs";
      case "|" -> "bars";
      case " " -> "spaces";
      default -> "'" + separator + "'";
    };
  }

  @Override
  public void close() {
    spool.close();
  }
}
