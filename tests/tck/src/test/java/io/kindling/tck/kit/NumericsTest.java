package io.kindling.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numeric contract: the file, the page that shows it, and the tests that keep to it. */
final class NumericsTest {
  private static final Path PAGE = Path.of("../../docs/numerics.md");
  private static final String START = "<!-- numerics.csv -->\n";

  @Test
  void thePageShowsTheFile() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START);
    String text = start < 0 ? page + START : page.substring(0, start + START.length());
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, text + tables());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/numerics.md; -Ddocs.update=true writes the tables anew")
        .endsWith(START + tables());
  }

  private static String tables() {
    StringBuilder tables = new StringBuilder();
    String kind = "";
    for (Bounds bounds : Numerics.all()) {
      if (!bounds.kind().equals(kind)) {
        kind = bounds.kind();
        tables
            .append("\n### ")
            .append(kind)
            .append("\n\n| | value | gradient | why |\n|---|---|---|---|\n");
      }
      String cells = " | " + bounds.valueText() + " | " + bounds.gradientText() + " | ";
      tables
          .append("| ")
          .append(bounds.name())
          .append(cells)
          .append(bounds.reason())
          .append(" |\n");
    }
    return tables.toString();
  }

  @Test
  void everyBoundCanBeRead() {
    for (Bounds bounds : Numerics.all()) {
      assertThat(bounds.reason()).as("%s", bounds).isNotBlank();
      if (!bounds.valueText().equals("none")) {
        assertThat(bounds.value().toString()).contains(bounds.name());
      }
      if (!bounds.gradientText().equals("none")) {
        assertThat(bounds.gradient().toString()).contains(bounds.name());
      }
    }
  }

  @Test
  void everythingThatComputesHasABound() {
    GoldenCases.MODULES.names().forEach(name -> assertThat(Numerics.module(name)).isNotNull());
    GoldenCases.LOSSES.names().forEach(name -> assertThat(Numerics.loss(name)).isNotNull());
    GoldenCases.OPTIMIZERS
        .names()
        .forEach(name -> assertThat(Numerics.optimizer(name)).isNotNull());
    Set<String> bound = names("operation");
    Set<String> moves = Set.of("to", "detach", "requiresGrad", "constant", "assign");
    Stream.of(Tensor.class.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> method.getReturnType() == Tensor.class)
        .map(Method::getName)
        .filter(name -> !moves.contains(name) && !name.equals("grad"))
        .forEach(
            name ->
                assertThat(bound)
                    .as("add a line 'operation,%s,…' to numerics.csv", name)
                    .contains(name));
  }

  @Test
  void everyGradientWithABoundIsTriedAgainstDifferences() {
    Set<String> tried =
        Differentiable.ALL.keySet().stream()
            .map(name -> name.split("[ ,]", 2)[0])
            .collect(Collectors.toSet());
    for (Bounds bounds : Numerics.all()) {
      if (bounds.kind().equals("operation") && !bounds.gradientText().equals("none")) {
        assertThat(tried)
            .as("add a line of '%s' to the kit's Differentiable.java", bounds.name())
            .contains(bounds.name());
      }
    }
  }

  private static Set<String> names(String kind) {
    return Numerics.all().stream()
        .filter(bounds -> bounds.kind().equals(kind))
        .map(Bounds::name)
        .collect(Collectors.toSet());
  }

  @Test
  void noTestHasAToleranceOfItsOwn() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (!source.endsWith("Tolerance.java")) {
          assertThat(Files.readString(source))
              .as("%s", source)
              .doesNotContain(
                  "within(", "isCloseTo(", " offset(", "withPercentage(", "new Tolerance(");
        }
      }
    }
  }

  private static boolean holds(String bound, float value, float... expected) {
    return Tolerance.parse("a test", bound).holds(value, 0, expected);
  }

  @Test
  void exactMeansTheBitsAndEqualTheNumber() {
    assertThat(holds("exact", 1f, 1f)).isTrue();
    assertThat(holds("exact", 1f, Math.nextUp(1f))).isFalse();
    assertThat(holds("exact", -0f, 0f)).isFalse();
    assertThat(holds("equal", -0f, 0f)).isTrue();
    assertThat(holds("equal", Float.MIN_VALUE, 0f)).isFalse();
    assertThat(holds("exact", Float.intBitsToFloat(0x7fc00001), Float.NaN)).isTrue();
  }

  @Test
  void noBoundIsWideEnoughForAnInfinityOrNaN() {
    String wide = "1e30 absolute + 9 relative";
    assertThat(holds(wide, Float.NaN, 1f)).isFalse();
    assertThat(holds(wide, 1f, Float.NaN)).isFalse();
    assertThat(holds(wide, Float.MAX_VALUE, Float.POSITIVE_INFINITY)).isFalse();
    assertThat(holds(wide, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY)).isFalse();
    assertThat(holds(wide, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY)).isTrue();
  }

  @Test
  void termsAddUp() {
    assertThat(holds("2 ulp", 1 + 2 * Math.ulp(1f), 1f)).isTrue();
    assertThat(holds("2 ulp", 1 + 3 * Math.ulp(1f), 1f)).isFalse();
    assertThat(holds("0.5 of largest", 2.5f, 1f, -3f, Float.POSITIVE_INFINITY)).isTrue();
    assertThat(holds("0.5 of largest", 2.75f, 1f, -3f, Float.POSITIVE_INFINITY)).isFalse();
    assertThat(holds("0.25 of first + 0.25 relative + 1 absolute", 5.75f, 3f)).isFalse();
    assertThat(holds("0.25 of first + 0.25 relative + 1 absolute", 5.5f, -3f)).isFalse();
    assertThat(holds("0.25 of first + 0.25 relative + 1 absolute", 6f, 4f)).isTrue();
    assertThatThrownBy(() -> Tolerance.parse("a test", "2 miles"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
