package io.kindling.diagnosis;

import io.kindling.core.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JVM, the system and the processor that a program runs on. */
public final class Host {
  /** Of a processor's features, those that kernels are chosen by. */
  private static final List<String> FEATURES =
      List.of(
          ("sse4_2 avx f16c fma avx2 avx512f avx512bw avx512dq avx512vl avx512_vnni avx512_bf16"
                  + " amx_tile neon asimd sve sve2")
              .split(" "));

  private static final Pattern DECIDING =
      Pattern.compile(
          "-X|--(add|limit)-modules|--(enable|illegal)-native-access|-D(kindling|org\\.bytedeco)\\.");

  /** Options whose value is the next argument. */
  private static final Pattern IN_TWO =
      Pattern.compile(
          "-cp|-classpath|-p|--(class-path|(upgrade-)?module-path|patch-module|(add|limit)-\\w+|enable-native-access)");

  private static final List<String> ENVIRONMENT = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private Host() {}

  /** {@return what is known of them} */
  public static List<Finding> findings() {
    return List.of(
        Finding.ok(
            "java",
            "%s (%s), %s, %s bits, in %s"
                .formatted(
                    Runtime.version(),
                    System.getProperty("java.vendor"),
                    System.getProperty("java.vm.name"),
                    System.getProperty("sun.arch.data.model", "?"),
                    System.getProperty("java.home"))),
        Finding.ok("java options", options(arguments(), System.getenv())),
        Finding.ok(
            "system",
            "%s %s, %s, %d processors, a heap of at most %d MB"
                .formatted(
                    System.getProperty("os.name"),
                    System.getProperty("os.version"),
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory() >> 20)),
        Finding.ok("processor", processor(Path.of("/proc/cpuinfo"))));
  }

  /**
   * The options of a JVM that decide about backends: its own, and none of the program's secrets.
   *
   * @param arguments the process's
   * @param environment the process's
   */
  static String options(List<String> arguments, Map<String, String> environment) {
    List<String> options = new ArrayList<>(deciding(arguments));
    for (String name : ENVIRONMENT) {
      List<String> given = deciding(List.of(environment.getOrDefault(name, "").split(" ")));
      if (!given.isEmpty()) {
        options.add(name + "=" + String.join(" ", given));
      }
    }
    return options.isEmpty() ? "none that decide about backends" : String.join(" ", options);
  }

  private static List<String> deciding(List<String> arguments) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < arguments.size() && arguments.get(i).startsWith("-"); i++) {
      String option = arguments.get(i);
      if (IN_TWO.matcher(option).matches() && i + 1 < arguments.size()) {
        option += " " + arguments.get(++i);
      }
      if (DECIDING.matcher(option).lookingAt()) {
        options.add(option);
      }
    }
    return options;
  }

  /** What the process was started with; nothing where the system does not say. */
  private static List<String> arguments() {
    try {
      // ProcessHandle knows nothing of lines longer than 4 KB, as those with a class path are
      String[] line =
          Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8).split("\0");
      return List.of(line).subList(1, line.length);
    } catch (IOException | RuntimeException e) {
      return ProcessHandle.current().info().arguments().map(List::of).orElse(List.of());
    }
  }

  /** The model and those features that matter, from Linux's own list. */
  static String processor(Path list) {
    String model = "";
    String features = "";
    try (Stream<String> lines = Files.lines(list, StandardCharsets.ISO_8859_1)) {
      for (String line : lines.toList()) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip();
        switch (colon < 0 ? "" : line.substring(0, colon).strip()) {
          case "model name" -> model = value + ", ";
          case "flags", "Features" -> features = value;
          default -> {}
        }
      }
    } catch (IOException | RuntimeException e) {
      return "not known on this system";
    }
    List<String> known = new ArrayList<>(FEATURES);
    known.retainAll(List.of(features.split(" ")));
    return model + (known.isEmpty() ? "no vectors that are known here" : String.join(" ", known));
  }
}
