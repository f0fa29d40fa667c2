package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who mistypes a name is told the one that was probably meant. */
final class HintsTest {
  private static final String TRAIN = "train ../docs/data/diabetes.csv --target progression ";

  @ParameterizedTest
  @CsvSource({
    "--featurse bmi,--features",
    "--features BMI,bmi",
    "--exclude agee,age",
    "--model linaer(10;1),linear",
    "--loss msee(),mse",
    "--optimizer adma(0.1),adam",
    "--optimizer sgd(0.1;momentun=0.9),momentum",
    "--backend=cpuu,cpu",
  })
  void ofTraining(String words, String meant) {
    assertHint(TRAIN + words, meant);
  }

  @ParameterizedTest
  @CsvSource({
    "trian,train",
    "evalute x,evaluate",
    "predict --model-file=m --on-eror=skip,--on-error"
  })
  void ofCommands(String words, String meant) {
    assertHint(words, meant);
  }

  @Test
  void ofWhatIsNoCommand() {
    String table = "../docs/data/flats.csv";
    String none = "kindling: there is no command '";
    String help = " (see kindling --help)\n";
    assertThat(kindling("trian", table, "--target", "rent").err())
        .isEqualTo(none + "trian', perhaps 'train' is meant" + help);
    assertThat(kindling(table).err())
        .isEqualTo(
            none + table + "', but a file: kindling train " + table + " trains on a table" + help);
    assertThat(kindling("xyzzy").err()).isEqualTo(none + "xyzzy'" + help);
    assertThat(kindling("\uFFFD").err()).startsWith(none);
  }

  /** A column of numbers with units is text, of which a model learns little. */
  @Test
  void ofTextThatPeopleTakeForNumbers(@TempDir Path folder) throws IOException {
    StringBuilder table = new StringBuilder("income,when,size,room,y\n");
    for (int row = 0; row < 60; row++) {
      table.append("\"$").append(100 + row).append(",000\",");
      table.append(1 + row % 28).append("/04/2020,");
      table.append(row % 3 + 40).append(" m2,room ").append(row % 3).append(',');
      table.append(row).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), table);
    assertThat(kindling("train", file, "--target=y").lines())
        .contains(
            "left out: income, text that is another one in nearly every row",
            "income holds text as '$100,000'; a number is read where it stands without a sign or"
                + " unit",
            "when holds text as '1/04/2020'; a date is read where it is written as 2020-04-05",
            "size holds text as '40 m2'; a number is read where it stands without a sign or unit")
        .noneMatch(line -> line.startsWith("room holds"));
    assertThat(kindling("train", file, "--target=income").err())
        .contains("line 2, column income")
        .contains("a number is read where it stands without a sign or unit")
        .doesNotContain("cross_entropy");
  }

  private static void assertHint(String words, String meant) {
    Run run = kindling((Object[]) words.replace(';', ',').split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("perhaps '" + meant + "' is meant");
  }
}
