package io.kindling.cli.options;

import static java.util.Objects.requireNonNull;

import io.kindling.data.FileState;
import io.kindling.error.DataException;
import io.kindling.jdbc.JdbcQuery;
import io.kindling.table.Table;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A database that the table is asked of, in the place of a file. */
public final class JdbcOptions {
  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description = "A database to ask for the table, instead of --data.")
  private @Nullable String url;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description = "What to ask the database of --jdbc.")
  private @Nullable String query;

  @Option(
      names = "--lib",
      paramLabel = "JAR[:JAR]",
      description = "The jars of the driver for --jdbc.")
  private @Nullable String jars;

  /** Whether a database is named. */
  boolean isThere() {
    return url != null;
  }

  /**
   * The answer to the query.
   *
   * @param files what was typed for --data
   * @param text how text is written, which is nothing to a database
   * @return the answer; null if no database was named
   */
  public @Nullable Table table(List<String> files, TableOptions text) {
    if (url == null) {
      if (query != null || jars != null) {
        throw new UsageException("--query and --lib need --jdbc URL");
      }
      return null;
    }
    if (!files.isEmpty()) {
      throw new UsageException("--data and --jdbc exclude each other");
    }
    if (query == null) {
      throw new UsageException("--jdbc needs --query SQL");
    }
    return answer(query, text);
  }

  /**
   * The answer to a query of the database that is named.
   *
   * @param text how text is written, which is nothing to a database
   */
  JdbcQuery answer(String sql, TableOptions text) {
    text.noText("what a database answers");
    return JdbcQuery.of(drivers(loader()), requireNonNull(url), new Properties(), sql);
  }

  private static List<Driver> drivers(ClassLoader loader) {
    try {
      return ServiceLoader.load(Driver.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new DataException(
          "--lib",
          "the database's driver must be complete",
          e.getCause() == null ? e + "" : e.getCause() + "",
          "all jars that it needs",
          null);
    }
  }

  /** What finds classes in the jars, apart from the command's own; without jars, among these. */
  private ClassLoader loader() {
    return jars == null
        ? JdbcOptions.class.getClassLoader()
        : new URLClassLoader(
            Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(jars)
                .map(JdbcOptions::jar)
                .toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader());
  }

  private static URL jar(String name) {
    Path jar = FileState.of(FileName.parse(name), "the jar of a database's driver").file();
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e); // a file has one
    }
  }
}
