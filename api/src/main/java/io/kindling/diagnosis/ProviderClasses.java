package io.kindling.diagnosis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The public classes of a jar that implement an interface, told from the files of the classes, none
 * of which is loaded.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html">The class file
 *     format</a>
 */
final class ProviderClasses {
  private static final int PUBLIC = 0x0001;
  private static final int ABSTRACT = 0x0400;

  private ProviderClasses() {}

  /** The names of those in a jar; none of what is no jar or cannot be read. */
  static List<String> in(Place place, String service) {
    try {
      URLConnection connection = URI.create(place.root()).toURL().openConnection();
      connection.setUseCaches(false);
      if (!(connection instanceof JarURLConnection found)) {
        return List.of();
      }
      try (JarFile jar = found.getJarFile()) {
        String wanted = service.replace('.', '/');
        return jar.stream()
            .filter(entry -> entry.getName().endsWith(".class"))
            .filter(entry -> provides(jar, entry, wanted))
            .map(entry -> entry.getName().replaceFirst("\\.class$", "").replace('/', '.'))
            .toList();
      }
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static boolean provides(JarFile jar, JarEntry entry, String service) {
    try (InputStream bytes = jar.getInputStream(entry);
        DataInputStream in = new DataInputStream(new BufferedInputStream(bytes))) {
      return provides(in, service);
    } catch (IOException | RuntimeException e) {
      return false; // no class, or one of a form that is not known yet
    }
  }

  private static boolean provides(DataInputStream in, String service) throws IOException {
    in.skipNBytes(8); // magic and version
    int count = in.readUnsignedShort();
    String[] texts = new String[count];
    int[] names = new int[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 7 -> names[i] = in.readUnsignedShort();
        case 8, 16, 19, 20 -> in.skipNBytes(2); // strings, method types, modules, packages
        case 15 -> in.skipNBytes(3); // method handles
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4); // small numbers, members, dynamic
        case 5, 6 -> { // long and double, each of which takes two places
          in.skipNBytes(8);
          i++;
        }
        default -> throw new IOException("a constant of unknown kind " + tag);
      }
    }
    int access = in.readUnsignedShort();
    in.skipNBytes(4); // this class and its superclass
    boolean implemented = false;
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      implemented |= service.equals(texts[names[in.readUnsignedShort()]]);
    }
    return implemented && (access & PUBLIC) != 0 && (access & ABSTRACT) == 0;
  }
}
