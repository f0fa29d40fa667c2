package io.kindling.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A jar, folder or module that resources come from.
 *
 * @param root its address, which the names of resources are put behind
 */
public record Place(String root) {
  private static final String GROUP = "META-INF/maven/io.kindling/";

  /**
   * The one that a resource lies in.
   *
   * @param resource the address of the resource
   * @param name its name there
   * @return the place
   */
  public static Place of(URL resource, String name) {
    String address = resource.toString();
    return new Place(address.substring(0, address.length() - name.length()));
  }

  /** The one that a class lies in; null where it does not say, as of a class made in memory. */
  public static @Nullable Place of(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL resource = type.getResource("/" + name);
    return resource == null ? null : of(resource, name);
  }

  /** The version that an artifact of ours has that it holds; empty if it does not say. */
  public String version(String artifact) {
    Properties properties = new Properties();
    try (InputStream stream = open(GROUP + artifact + "/pom.properties")) {
      properties.load(stream);
    } catch (IOException | RuntimeException e) {
      return ""; // a folder of classes, or a jar that was made of others
    }
    return properties.getProperty("version", "");
  }

  /** The lines of a resource that are neither empty nor comments, as in a list of providers. */
  List<String> lines(String name) throws IOException {
    try (InputStream stream = open(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .distinct()
          .toList();
    }
  }

  private InputStream open(String name) throws IOException {
    URLConnection connection = URI.create(root + name).toURL().openConnection();
    connection.setUseCaches(false); // else the jar stays open
    return connection.getInputStream();
  }

  /** {@return the whole path of the jar's file or folder, to tell two of one name apart} */
  String path() {
    return decoded(root.replaceFirst("!/$", "").replaceFirst("^(jar:)?(file|nested):", ""));
  }

  /** {@return the name of the jar's file, or the whole path of what is no jar} */
  @Override
  public String toString() {
    String path = path();
    return path.endsWith("/") ? path : path.substring(path.lastIndexOf('/') + 1);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // of a class loader that does not encode
    }
  }
}
