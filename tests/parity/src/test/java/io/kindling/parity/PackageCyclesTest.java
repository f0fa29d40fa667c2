package io.kindling.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** In no module's main code do packages import each other in a circle. */
final class PackageCyclesTest {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern UNREAD =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"");
  private static final Pattern USE =
      Pattern.compile("\\b([a-z]\\w*(?:\\.[a-z]\\w*)+)\\.(?:[A-Z]\\w*|\\*)");

  /** From package to package to the first use that makes one need the other. */
  private final Map<String, Map<String, String>> uses = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> noModuleHasACircleOfPackages() throws IOException {
    Path top = Path.of("../..").toRealPath();
    try (Stream<Path> files = Files.find(top, 6, (path, is) -> path.endsWith("src/main/java"))) {
      List<Path> sources = files.filter(path -> !path.toString().contains("target")).toList();
      assertThat(sources).contains(top.resolve("api/src/main/java")).hasSizeGreaterThan(5);
      return sources.stream()
          .map(path -> DynamicTest.dynamicTest(top.relativize(path).toString(), () -> none(path)));
    }
  }

  private static void none(Path sources) throws IOException {
    assertThat(circle(sources)).as("packages that import each other in a circle").isEmpty();
  }

  @Test
  void aCircleIsNamedWithItsImports(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("A.java"), "package k.a;\nimport k.b.c.B;\nclass A {}");
    Files.writeString(folder.resolve("B.java"), "package k.b.c;\nclass B { k.d.D d; }");
    Files.writeString(folder.resolve("D.java"), "package k.d;\n/** k.a.A */ class D { String s; }");
    assertThat(circle(folder)).isEmpty();
    Files.writeString(folder.resolve("D.java"), "package k.d;\nimport static k.a.A.x;\nclass D {}");
    assertThat(circle(folder))
        .containsExactly(
            "k.a needs k.b.c: k.b.c.B in A.java",
            "k.b.c needs k.d: k.d.D in B.java",
            "k.d needs k.a: k.a.A in D.java");
  }

  /** The uses of a circle, in order; none if there is none. */
  private static List<String> circle(Path sources) throws IOException {
    PackageCyclesTest graph = new PackageCyclesTest();
    graph.read(sources);
    for (String name : graph.uses.keySet()) {
      List<String> circle = graph.shortestCircle(name);
      if (!circle.isEmpty()) {
        return circle;
      }
    }
    return List.of();
  }

  private void read(Path sources) throws IOException {
    Map<Path, String> codes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        codes.put(file, UNREAD.matcher(Files.readString(file, UTF_8)).replaceAll(" "));
      }
    }
    Map<Path, String> packages = new HashMap<>();
    codes.forEach(
        (file, code) -> {
          Matcher name = PACKAGE.matcher(code);
          if (name.find()) {
            packages.put(file, name.group(1));
            uses.computeIfAbsent(name.group(1), none -> new TreeMap<>());
          }
        });
    packages.forEach(
        (file, from) -> {
          Matcher use = USE.matcher(codes.getOrDefault(file, ""));
          while (use.find()) {
            String to = use.group(1);
            if (!to.equals(from) && uses.containsKey(to)) {
              String place = use.group() + " in " + file.getFileName();
              uses.computeIfAbsent(from, none -> new TreeMap<>())
                  .putIfAbsent(to, from + " needs " + to + ": " + place);
            }
          }
        });
  }

  /** The uses on the shortest way from a package back to itself. */
  private List<String> shortestCircle(String start) {
    Map<String, String> reachedFrom = new HashMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(start));
    for (String at = next.poll(); at != null; at = next.poll()) {
      for (String to : uses.getOrDefault(at, Map.of()).keySet()) {
        if (reachedFrom.putIfAbsent(to, at) == null) {
          next.add(to);
        }
      }
    }
    List<String> circle = new ArrayList<>();
    @Nullable String to = start;
    while (reachedFrom.containsKey(start) && (circle.isEmpty() || !start.equals(to))) {
      String from = reachedFrom.getOrDefault(to, start);
      circle.add(0, uses.getOrDefault(from, Map.of()).getOrDefault(to, ""));
      to = from;
    }
    return circle;
  }
}
