package io.kindling.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.BiConsumer;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"kindling " + number() + " (Java " + Runtime.version() + ")"};
  }

  /** Says which versions made something. */
  static void describe(BiConsumer<String, String> say) {
    say.accept("kindling", number());
    say.accept("Java", Runtime.version() + "");
    say.accept("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
  }

  static String number() {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
