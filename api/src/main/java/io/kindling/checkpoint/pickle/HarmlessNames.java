package io.kindling.checkpoint.pickle;

import java.util.Set;
import java.util.regex.Pattern;

/** Classes that only hold values, in modules or packages that are alarming else. */
final class HarmlessNames {
  private static final Set<String> NAMES =
      Set.of(
          "http.client.HTTPStatus",
          "os.stat_result",
          "os.terminal_size",
          "socket.AddressFamily",
          "socket.SocketKind");

  /** Modules whose classes are all of that kind. */
  private static final Set<String> MODULES =
      Set.of(
          "distutils.version",
          "pkg_resources.extern.packaging.version",
          "ruamel.yaml.anchor",
          "ruamel.yaml.comments",
          "ruamel.yaml.scalarbool",
          "ruamel.yaml.scalarfloat",
          "ruamel.yaml.scalarint",
          "ruamel.yaml.scalarstring",
          "yaml.nodes");

  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z0-9]*");

  /** The numbers of C, and none of its pointers. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "ctypes\\.c_(bool|float|double|s?size_t|u?(byte|short|int|long|longlong)\\d*)");

  private HarmlessNames() {}

  /** Whether a name is one of them; what is in them is not. */
  static boolean contains(String module, String name) {
    String path = module + "." + name;
    return NAMES.contains(path)
        || (MODULES.contains(module) && CLASS.matcher(name).matches())
        || NUMBER.matcher(path).matches();
  }
}
