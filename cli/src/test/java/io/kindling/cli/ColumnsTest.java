package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which columns a training takes. */
final class ColumnsTest {
  @TempDir Path folder;

  private Run train(String text, String... more) throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), text);
    String[] args = {"train", "--data=" + data, "--epochs=1", "--optimizer=sgd(lr=0.0001)"};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return kindling((Object[]) all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"price, EUR", "\"price, EUR\"", " \"price, EUR\" "})
  void aNameMayHoldAComma(String target) throws IOException {
    Run run = train("area,\"price, EUR\"\n50,150\n80,230\n110,320\n", "--target", target);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\nprice, EUR = ");
  }

  @Test
  void amongOthersItStandsInQuotes() throws IOException {
    Run run =
        train(
            "a,\"b, c\",y,\"say \"\"z\"\"\"\n1,2,3,4\n",
            "--features=a,\"b, c\"",
            "--target=\"say \"\"z\"\"\",y");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("| a           |")
        .contains("| b, c        |")
        .contains("say \"z\"");
  }

  @Test
  void aStarStandsForAnyCharactersAndColumnsAreLeftOut() throws IOException {
    String text = "id,s_1,s_2,note,y\n7,1,2,text,3\n8,2,3,,5\n";
    Run pattern = train(text, "--target=y", "--features=s_*");
    assertThat(pattern.err()).isEmpty();
    assertThat(pattern.out()).contains("| s_1    ").contains("| s_2    ").doesNotContain("| id");
    assertThat(train(text, "--target=y", "--exclude=id,no*")).isEqualTo(pattern);
    assertThat(train(text, "--target=y", "--features=*", "--exclude=id", "--exclude=note"))
        .isEqualTo(pattern);
  }

  @Test
  void featuresGoInInTheOrderInWhichTheyAreNamed() throws IOException {
    Run run = train("a,b,y\n1,20,3\n2,10,5\n", "--target=y", "--features=b,a");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().indexOf("| b ")).isPositive().isLessThan(run.out().indexOf("| a "));
  }

  @Test
  void whatFitsNothingIsSaid() throws IOException {
    Run run = train("a,y\n1,2\n", "--target=y", "--exclude=x*");
    assertThat(run.err())
        .isEqualTo(
            "kindling: "
                + folder.resolve("data.csv")
                + ", line 1: there must be a column like 'x*' (got the columns a, y; expected a name"
                + " that it fits)\n");
  }
}
