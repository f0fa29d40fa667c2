package io.kindling.libtorch.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries that belong to one of the presets' artifacts.
 *
 * @param name the artifact's name: {@code pytorch}
 * @param library one of them, without what the system puts around its name: {@code jnitorch}
 * @param java a class of the artifact's Java part, which it is found by: {@code global.torch}
 */
record Natives(String name, String library, String java) {
  /** What the platform's name ends with where they are those for CUDA. */
  static final String CUDA = "-gpu";

  /** Stands for a version in messages where it is not known. */
  private static final String UNKNOWN = "VERSION";

  /** The systems that the presets have natives for. */
  private static final List<String> PLATFORMS =
      List.of("linux-arm64", "linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

  /** Why they cannot be used and what to do about it; null if nothing is known against them. */
  @Nullable String unusable() throws IOException {
    URL found = found();
    String platform = Loader.getPlatform();
    boolean named = torch.class.getModule().isNamed();
    if (found == null) {
      return "the natives for "
          + platform
          + (named ? " are in no module that is there" : " are not on the class path")
          + others()
          + "; add "
          + artifact()
          + ":"
          + platform
          + ", or org.bytedeco:pytorch-platform for all systems"
          + (named ? ", by --add-modules " + module(platform) : "")
          + ", or use backend cpu";
    }
    String theirs = versionBeside(found, file(withCuda() ? platform + CUDA : platform));
    return theirs.equals(UNKNOWN) || version().equals(UNKNOWN) || theirs.equals(version())
        ? null
        : otherVersion(theirs);
  }

  /** What is said of natives of another version. */
  String otherVersion(String theirs) {
    return "the natives of "
        + name
        + " are of version "
        + theirs
        + " and its Java part is of "
        + version()
        + "; take "
        + artifact()
        + ":"
        + Loader.getPlatform();
  }

  /** Whether the Java part is of a version of the library, or does not say of which it is. */
  boolean isOf(String library) {
    return version().startsWith(library + "-") || version().equals(UNKNOWN);
  }

  /** The module of its natives for a system: nothing requires it, so it is there if it is named. */
  private String module(String platform) {
    return "org.bytedeco." + name + "." + platform.replace('-', '.');
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

  /** The version of the artifact's Java part; JavaCPP would take that of whichever jar is first. */
  String version() {
    String file = "/org/bytedeco/" + name + "/" + java.replace('.', '/') + ".class";
    try {
      URL found = Loader.findResource(torch.class, file);
      return found == null ? UNKNOWN : versionBeside(found, file);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** The version that the Maven descriptor in a resource's jar or module names, if it has one. */
  private String versionBeside(URL resource, String file) {
    String root = resource.toString();
    String descriptor = "/META-INF/maven/org.bytedeco/" + name + "/pom.properties";
    Properties properties = new Properties();
    try {
      URLConnection connection =
          URI.create(root.substring(0, root.length() - file.length()) + descriptor)
              .toURL()
              .openConnection();
      connection.setUseCaches(false); // else the jar stays open
      try (InputStream contents = connection.getInputStream()) {
        properties.load(contents);
      }
    } catch (IOException e) {
      return UNKNOWN; // repackaged without it
    }
    return properties.getProperty("version", UNKNOWN);
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
    try {
      return Loader.findResource(torch.class, file(platform));
    } catch (IOException e) {
      return null;
    }
  }

  private String file(String platform) {
    String folder = "/org/bytedeco/" + name + "/" + platform + "/";
    if (platform.startsWith("windows")) {
      return folder + library + ".dll";
    }
    return folder + "lib" + library + (platform.startsWith("macosx") ? ".dylib" : ".so");
  }
}
