package io.kindling.libtorch.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries that belong to one of the presets' artifacts.
 *
 * @param name the artifact's name: {@code pytorch}
 * @param library one of them, without what the system puts around its name: {@code jnitorch}
 */
record Natives(String name, String library) {
  /** What the platform's name ends with where they are those for CUDA. */
  static final String CUDA = "-gpu";

  /** The systems that the presets have natives for. */
  private static final List<String> PLATFORMS =
      List.of("linux-arm64", "linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

  /** Why they cannot be used and what to do about it; null if nothing is known against them. */
  @Nullable String unusable() throws IOException {
    URL found = found();
    String platform = Loader.getPlatform();
    if (found == null) {
      return "the natives for "
          + platform
          + " are not on the class path"
          + others()
          + "; add "
          + artifact()
          + ":"
          + platform
          + ", or org.bytedeco:pytorch-platform for all systems, or use backend cpu";
    }
    String theirs = found.openConnection() instanceof JarURLConnection jar ? versionIn(jar) : null;
    if (theirs == null || theirs.equals(version())) {
      return null;
    }
    return "the natives of "
        + name
        + " are of version "
        + theirs
        + " and its Java part is of "
        + version()
        + "; take "
        + artifact()
        + ":"
        + platform;
  }

  /** For which systems there are natives in the place of those that are missing. */
  private String others() {
    List<String> others = PLATFORMS.stream().filter(other -> find(other) != null).toList();
    return others.isEmpty() ? "" : ", only those for " + String.join(", ", others);
  }

  /** Unpacks them for JavaCPP, unless it has them as files or is told to keep none. */
  void unpack(Path cache) throws IOException {
    boolean cached =
        !"false".equalsIgnoreCase(System.getProperty("org.bytedeco.javacpp.cacheLibraries"));
    NativesCopy copy = copy(cache);
    if (cached && copy != null) {
      copy.make();
    }
  }

  /** The folder that they are loaded from. */
  Path folder(Path cache) throws IOException {
    NativesCopy copy = copy(cache);
    return copy != null
        ? copy.place()
        : Path.of(URI.create(found() + "")).resolveSibling(""); // files are loaded where they are
  }

  /** Whether those that are found are those with CUDA. */
  boolean withCuda() {
    return find(Loader.getPlatform() + CUDA) != null;
  }

  /** The artifact with its version, for messages. */
  String artifact() {
    return "org.bytedeco:" + name + ":" + version();
  }

  /** The version of the artifact's Java part. */
  String version() {
    try {
      return Loader.getVersion("org.bytedeco", name);
    } catch (IOException e) {
      return "VERSION"; // repackaged without its Maven descriptor; it only stands in messages
    }
  }

  /** The version that a jar's Maven descriptor names, if it has one. */
  private @Nullable String versionIn(JarURLConnection connection) throws IOException {
    JarFile jar = connection.getJarFile();
    ZipEntry descriptor = jar.getEntry("META-INF/maven/org.bytedeco/" + name + "/pom.properties");
    if (descriptor == null) {
      return null;
    }
    Properties properties = new Properties();
    try (InputStream contents = jar.getInputStream(descriptor)) {
      properties.load(contents);
    }
    return properties.getProperty("version");
  }

  /** The name of the jar that they are in, or their folder; null if they are not here. */
  @Nullable String place() throws IOException {
    URL found = found();
    if (found == null) {
      return null;
    }
    return found.openConnection() instanceof JarURLConnection jar
        ? String.valueOf(Path.of(jar.getJarFile().getName()).getFileName())
        : found.toString();
  }

  /** Their copy in a folder; null where they are loaded from where they are. */
  @Nullable NativesCopy copy(Path cache) throws IOException {
    URL found = found();
    if (found == null || !(found.openConnection() instanceof JarURLConnection jar)) {
      return null;
    }
    String folder = jar.getEntryName().substring(0, jar.getEntryName().lastIndexOf('/') + 1);
    return new NativesCopy(jar.getJarFile(), folder, cache);
  }

  /** The library among the resources, of those with CUDA first. */
  private @Nullable URL found() {
    URL withCuda = find(Loader.getPlatform() + CUDA);
    return withCuda == null ? find(Loader.getPlatform()) : withCuda;
  }

  /** Looks for a file: not every jar lists its folders, and a runtime image has none. */
  private @Nullable URL find(String platform) {
    String file = "/org/bytedeco/" + name + "/" + platform + "/" + file(platform);
    try {
      return Loader.findResource(torch.class, file);
    } catch (IOException e) {
      return null;
    }
  }

  private String file(String platform) {
    if (platform.startsWith("windows")) {
      return library + ".dll";
    }
    return "lib" + library + (platform.startsWith("macosx") ? ".dylib" : ".so");
  }
}
