package io.kindling.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden files, and what they are read with. */
final class GoldenCasesTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/kindling/tck/golden");

  /** PyTorch 1.13 gives 1 and the gradient 2; 2.10 gives 3 and 4, and the state stays 5. */
  private static final GoldenCase TWO_VERSIONS =
      new GoldenCase(
          "module",
          JsonParser.parseString(
                  """
                  {"name": "two", "expected": {"output": 1, "gradient": 2, "state": 5},
                   "since_2_10": {"reason": "a test", "output": 3, "gradient": 4}}
                  """)
              .getAsJsonObject());

  private static void gives(int output, int gradient, int state) {
    TWO_VERSIONS.check(
        expected -> {
          assertThat(output).isEqualTo(expected.get("output").getAsInt());
          assertThat(gradient).isEqualTo(expected.get("gradient").getAsInt());
          assertThat(state).isEqualTo(expected.get("state").getAsInt());
        });
  }

  @Test
  void whatEitherVersionGivesIsRight() {
    assertThatCode(() -> gives(1, 2, 5)).doesNotThrowAnyException();
    assertThatCode(() -> gives(3, 4, 5)).doesNotThrowAnyException();
  }

  @Test
  void aMixtureOfVersionsIsWrong() {
    assertThatThrownBy(() -> gives(1, 4, 5)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> gives(3, 2, 5)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> gives(3, 4, 6)).isInstanceOf(AssertionError.class);
  }

  @Test
  void whatHasNoCasesFailsWithTheFileToWrite() {
    assertThatThrownBy(() -> GoldenCases.MODULES.of("nothing"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("golden/modules.py", "modules/nothing.json");
  }

  @ParameterizedTest
  @EnumSource
  void noTwoCasesHaveOneName(GoldenCases kind) {
    Stream<String> names =
        kind.names().stream().flatMap(name -> kind.of(name).stream().map(GoldenCase::name));
    assertThat(names).doesNotHaveDuplicates().isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyFileIsInTheIndexAndSaysWhatMadeIt(GoldenCases kind) throws IOException {
    Path folder = FOLDER.resolve(kind.name().toLowerCase(Locale.ROOT));
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(kind.names()).map(name -> name + ".json").hasSameElementsAs(names);
      for (String name : names) {
        JsonObject file =
            JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
        assertThat(file.get("made_by").getAsString()).isNotBlank();
      }
    }
  }
}
