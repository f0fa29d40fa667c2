package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kindling predict} takes, and what it writes. */
final class PredictTest {
  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void nameTheModel() {
    model = folder.resolve("model.pt");
  }

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Run run(List<?> words, Object... more) {
    return kindling(Stream.concat(words.stream(), Arrays.stream(more)).toArray());
  }

  /** A model of y = 3 a + 1, whose second feature does not matter. */
  private void numbers() throws IOException {
    weights("linear(2, 1)", 3, 0);
  }

  /** Weights, and the notes of a model of a and b if it is named. */
  private void weights(String spec, float... weight) throws IOException {
    TensorData bias = TensorData.full(Shape.of(1), 1);
    TensorData rows = TensorData.of(weight, Shape.of(1, weight.length));
    Map<String, String> notes =
        spec.isEmpty()
            ? Map.of()
            : Map.of("kindling_model", spec, "kindling_features", "a,b", "kindling_targets", "y");
    StateFile.save(model, new SavedState(Map.of("weight", rows, "bias", bias), notes));
  }

  private Run predict(String text, Object... more) throws IOException {
    return run(List.of("predict", csv("new.csv", text), "--model-file", model), more);
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void theTableNeedsNoOption() throws IOException {
    numbers();
    Run run = predict("a,b\n1,2\n");
    assertThat(run).isEqualTo(new Run(0, "y_predicted\n4.0\n", ""));
    Path data = folder.resolve("new.csv");
    assertThat(kindling("predict", "--data", data, "--model-file", model)).isEqualTo(run);
    refused(
        kindling("predict", data, "--data", data, "--model-file", model),
        "the table must be named once (got "
            + data
            + " and --data "
            + data
            + "; expected one of them) (see kindling predict --help)");
    refused(
        kindling("predict", "--model-file", model),
        "predict needs a table: TABLE, --data FILE, or --jdbc URL --query SQL (see kindling predict"
            + " --help)");
  }

  @Test
  void columnsAreCopiedAsTheyStand() throws IOException {
    numbers();
    String text = "id,b,note x,a,y\n007, 2.50,\"a, \"\"b\"\"\",1,9.000\n1e3,0, ,2,-\n";
    assertThat(predict(text, "--columns", "note*,id").out())
        .isEqualTo("note x,id,y,y_predicted\n\"a, \"\"b\"\"\",007,9.000,4.0\n ,1e3,-,7.0\n");
    assertThat(predict(text, "--columns=y", "--columns", "a,\"b\"").out())
        .isEqualTo("y,a,b,y_predicted\n9.000,1, 2.50,4.0\n-,2,0,7.0\n");
    assertThat(predict(text, "--columns", "*").lines())
        .startsWith("id,b,note x,a,y,y_predicted", "007, 2.50,\"a, \"\"b\"\"\",1,9.000,4.0");
    refused(
        predict(text, "--columns", "nothing"),
        folder.resolve("new.csv")
            + ", line 1: there must be a column 'nothing' (got the columns id, b, note x, a, y;"
            + " expected that name among them; names must match exactly, upper and lower case"
            + " included)");
  }

  @ParameterizedTest
  @CsvSource({
    "cross_entropy(),kind,'kind=bat,kind=cat,kind=owl'",
    "bce_with_logits(),side,'side=l,side=r'"
  })
  void probabilitiesFollowTheLabel(String loss, String target, String columns) throws IOException {
    Path data =
        csv("data.csv", "x,kind,side\n-5,owl,l\n-4,owl,l\n0,bat,l\n1,bat,r\n5,cat,r\n6,cat,r\n");
    run(
        List.of("train", data, "--target", target, "--features=x", "--loss", loss),
        "--save",
        model,
        "--quiet");
    Run run = kindling("predict", data, "--model-file", model, "--probabilities");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(0)).isEqualTo(target + "," + target + "_predicted," + columns);
    for (String line : run.lines().subList(1, 7)) {
      String[] cells = line.split(",");
      String[] names = columns.split(",");
      double sum = 0;
      double predicted = 0;
      double most = 0;
      for (int i = 0; i < names.length; i++) {
        double probability = Double.parseDouble(cells[2 + i]);
        assertThat(probability).isBetween(0.0, 1.0);
        sum += probability;
        most = Math.max(most, probability);
        predicted = names[i].endsWith("=" + cells[1]) ? probability : predicted;
      }
      assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
      assertThat(predicted).isEqualTo(most);
    }
  }

  @Test
  void aProgramGetsALineOfJsonForEachRow() throws IOException {
    numbers();
    String text = "id,a,b,y\n007,1,0,5\n\"a \"\"b\"\"\",,0,6\n3,0.1,0,\n";
    Run run = predict(text, "--json", "--on-error=empty", "--columns=id");
    assertThat(run.lines())
        .containsExactly(
            "{\"id\":\"007\",\"y\":\"5\",\"y_predicted\":4.0}",
            "{\"id\":\"a \\\"b\\\"\",\"y\":\"6\",\"y_predicted\":null}",
            "{\"id\":\"3\",\"y\":\"\",\"y_predicted\":1.3}");
    assertThat(run.err()).startsWith("kindling: 1 of 3 rows without a prediction, as ");
    Path file = folder.resolve("said.jsonl");
    assertThat(predict(text, "--json", "--on-error=skip", "--columns=id", "--out", file).out())
        .isEmpty();
    assertThat(Files.readAllLines(file)).containsExactly(run.lines().get(0), run.lines().get(2));
  }

  @Test
  void labelsAreTextsForAProgramAndTheirProbabilitiesNumbers() throws IOException {
    Path data = csv("data.csv", "x,kind\n-5,1\n-4,1\n5,2\n6,2\n");
    run(List.of("train", data, "--target=kind", "--loss=cross_entropy()"), "--save", model);
    Run run = kindling("predict", data, "--model-file", model, "--probabilities", "--json");
    assertThat(run.lines()).hasSize(4);
    String number = "[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?";
    assertThat(run.lines().get(3))
        .matches(
            "\\{\"kind\":\"2\",\"kind_predicted\":\"2\",\"kind=1\":%1$s,\"kind=2\":%1$s}"
                .formatted(number));
  }

  @Test
  void numbersHaveNoProbabilities() throws IOException {
    numbers();
    refused(
        predict("a,b\n1,2\n", "--probabilities"),
        "--probabilities: the model must predict labels (got numbers for y; expected a model trained"
            + " with cross_entropy() or bce_with_logits())");
  }

  @Test
  void badRowsAreLeftOutOrEmptyWhereThatIsAskedFor() throws IOException {
    numbers();
    String text = "id,a,b,y\n1,1,0,5\n2,,0,6\n3,2,x,7\n4,1e39,0,8\n5,3e38,0,9\n6,3,0,\n";
    Run stopped = predict(text);
    refused(
        stopped,
        folder.resolve("new.csv")
            + ", line 3, column a: a cell must hold a number (got an empty cell; expected a finite"
            + " number such as 1.5; fill the cell or leave the row out; --on-error skip leaves such rows"
            + " out)");
    String reason = stopped.err().replace("; --on-error skip leaves such rows out", "");
    Run skipped = predict(text, "--on-error", "skip", "--columns=id");
    assertThat(skipped.out()).isEqualTo("id,y,y_predicted\n1,5,4.0\n6,,10.0\n");
    assertThat(skipped.code()).isZero();
    assertThat(skipped.err())
        .isEqualTo("kindling: 4 of 6 rows left out, as " + reason.substring(10));
    Run empty = predict(text, "--on-error=empty", "--columns=id");
    assertThat(empty.out())
        .isEqualTo("id,y,y_predicted\n1,5,4.0\n2,6,\n3,7,\n4,8,\n5,9,\n6,,10.0\n");
    assertThat(empty.err())
        .isEqualTo("kindling: 4 of 6 rows without a prediction, as " + reason.substring(10));
    Run none = predict("a,b\n,1\n", "--on-error=empty", "--out", folder.resolve("out.csv"));
    assertThat(none.code()).isZero();
    assertThat(folder.resolve("out.csv")).hasContent("y_predicted\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "::"})
  void rowsThatCannotBeCutIntoCellsAreBadRowsToo(String separator) throws IOException {
    numbers();
    Path file = folder.resolve("new.csv");
    String text =
        "id,a,b,y\n1,1,0,5\n2,7\n3,2,0,7,x\n\n\"4\n4\",\u00e9,0,8\n5\n6,3,0,\u00e9\n7,3,0,9\n";
    Files.write(file, text.replace(",", separator).getBytes(StandardCharsets.ISO_8859_1));
    Object[] words = {
      "predict", file, "--model-file", model, "--columns=id", "--separator", separator
    };
    String reason =
        file + ", line 3: a row must have as many cells as the header (got 2 cells; expected 4";
    refused(run(List.of(words)), reason + "; --on-error skip leaves such rows out)");
    Run skipped = run(List.of(words), "--on-error=skip");
    assertThat(skipped.out()).isEqualTo("id,y,y_predicted\n1,5,4.0\n7,9,10.0\n");
    assertThat(skipped.err()).isEqualTo("kindling: 5 of 7 rows left out, as " + reason + ")\n");
    Run empty = run(List.of(words), "--on-error=empty");
    assertThat(empty.out())
        .isEqualTo("id,y,y_predicted\n1,5,4.0\n2,,\n3,7,\n\"4\n4\",8,\n5,,\n6,\uFFFD,\n7,9,10.0\n");
    assertThat(empty.err())
        .isEqualTo("kindling: 5 of 7 rows without a prediction, as " + reason + ")\n");
  }

  @Test
  void bytesThatAreNoTextAreNamedByTheirCell() throws IOException {
    numbers();
    Path file = folder.resolve("new.csv");
    Files.write(file, "a,b\n1,0\n2,0\u00e9\n3,0\n".getBytes(StandardCharsets.ISO_8859_1));
    String reason =
        file
            + ", line 3, column b: the file must be readable as CSV (got bytes that are no UTF-8;"
            + " expected text; if it is Latin-1 or Windows-1252: --encoding windows-1252";
    Object[] words = {"predict", file, "--model-file", model};
    refused(run(List.of(words)), reason + "; --on-error skip leaves such rows out)");
    assertThat(run(List.of(words), "--on-error=skip"))
        .isEqualTo(
            new Run(
                0,
                "y_predicted\n4.0\n10.0\n",
                "kindling: 1 of 3 rows left out, as " + reason + ")\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"3|a quote that opens must be closed (got none to the end of the file; expected another"
            + " quote; double the quotes inside of a quoted cell",
        "\"3\" inch|a quote that closes must end its cell (got more behind it; expected a separator"
            + " or the end of the line; double the quotes inside of a quoted cell"
      })
  void whatHidesTheEndOfARowEndsTheCommand(String cell, String message) throws IOException {
    numbers();
    String text = "a,b\n1,0\n2,x\n" + cell + ",0\n4,0\n";
    Path out = folder.resolve("out.csv");
    for (String onError : List.of("skip", "empty")) {
      refused(
          predict(text, "--on-error", onError, "--out", out),
          folder.resolve("new.csv")
              + ", line 4: "
              + message
              + "; --on-error cannot go on behind it)");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void badRowsOfEveryFileAreCounted() throws IOException {
    numbers();
    Path first = csv("part-1.csv", "a,b\n1\n2,0\n");
    csv("part-2.csv", "b;a\n0;x\n0;1;2\n0;3\n");
    Object[] words = {"predict", folder.resolve("part-*.csv"), "--model-file", model};
    assertThat(run(List.of(words), "--on-error=empty"))
        .isEqualTo(
            new Run(
                0,
                "y_predicted\n\n7.0\n\n\n10.0\n",
                "kindling: 3 of 5 rows without a prediction, as "
                    + first
                    + ", line 2: a row must have as many cells as the header (got 1 cell; expected"
                    + " 2)\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-30|yes|a cell must hold a date (got '2024-02-30'",
        "yesterday|yes|a cell must hold a date (got 'yesterday'",
        "NA|no|a cell must hold a date (got 'NA'",
        "2024-02-28|maybe|a cell must be true or false (got 'maybe'"
      })
  void whatIsNoDateOrNoYesIsABadRow(String day, String open, String reason) throws IOException {
    Path data = csv("data.csv", "day,open,y\n2024-01-01,yes,1\n2024-01-09,no,2\n2024-02-01,no,4\n");
    kindling("train", data, "--target=y", "--save", model);
    String text = "day,open\n2024-01-01,yes\n" + day + "," + open + "\n2024-02-01,no\n";
    assertThat(predict(text).err()).contains("line 3, column ", reason).hasLineCount(1);
    Run skipped = predict(text, "--on-error=skip");
    assertThat(skipped.lines()).hasSize(3);
    assertThat(skipped.err()).contains("1 of 3 rows left out, as ", "line 3", reason);
  }

  @Test
  void whatIsTooLargeHasARemedyThatIsThere() throws IOException {
    numbers();
    assertThat(predict("a,b\n1e39,0\n").err())
        .endsWith(
            "a number must not be too large for float32 (got '1e39'; expected at most 3.4e38 in size;"
                + " a model of kindling train --standardize takes larger ones; --on-error skip"
                + " leaves such rows out)\n");
    Object[] train = {"train", folder.resolve("new.csv"), "--target=y"};
    csv("new.csv", "a,o,y\n1,0,2\n2,0,1e39\n3,0,3\n");
    String larger = "; write it in a larger unit)\n";
    assertThat(run(List.of(train), "--loss=poisson_nll()").err()).endsWith(larger);
    assertThat(run(List.of(train), "--offset=o").err()).endsWith(larger);
    assertThat(run(List.of(train), "--optimizer=adam()").err())
        .endsWith("; --standardize scales it before it is rounded)\n");
    csv("new.csv", "a,o,y\n1,1,2\n2,1e39,1\n3,1,3\n");
    assertThat(run(List.of(train), "--offset=o").err()).endsWith("at most 3.4e38 in size)\n");
    assertThat(run(List.of(train), "--weights=o").err())
        .endsWith("; divide all weights by the same number)\n");
  }

  @Test
  void anIndexThatNobodyHasSeenIsABadRow() throws IOException {
    Path data = csv("data.csv", "i,y\n0,1\n1,5\n2,3\n1,5\n");
    kindling(
        "train",
        data,
        "--target=y",
        "--model=sequential(embedding(3, 2), flatten(), linear(2, 1))",
        "--save",
        model);
    Run run = predict("i\n1\n3\n0.5\n1\n", "--on-error=empty");
    assertThat(run.lines()).hasSize(5).element(2).isEqualTo("");
    assertThat(run.lines().get(1)).isNotEmpty().isEqualTo(run.lines().get(4));
    assertThat(run.err()).contains("2 of 4 rows").contains("line 3, column i").hasLineCount(1);
  }

  @Test
  void aRowWithoutItsOffsetIsABadRow() throws IOException {
    Path data = csv("data.csv", "x,o,y\n1,0,3\n2,1,6\n3,0,7\n");
    kindling("train", data, "--target=y", "--offset=o", "--save", model);
    String text = "x,o\n1,0\n1,\n1,1\n";
    assertThat(predict(text).err()).contains("line 3, column o: a cell must hold a number");
    Run run = predict(text, "--on-error=skip");
    assertThat(run.lines()).hasSize(3);
    double without = Double.parseDouble(run.lines().get(1));
    assertThat(Double.parseDouble(run.lines().get(2))).isCloseTo(without + 1, within(1e-5));
    assertThat(predict("x\n1\n").err()).contains("(got no 'o' among the columns x;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A,b,c|no 'a' among the columns A, b, c; expected those names to the letter; rename 'A' to 'a'",
        "x,y|no 'a', 'b' among the columns x, y; expected those names to the letter; names must match"
            + " exactly, upper and lower case included"
      })
  void aTableOfOtherColumnsIsRefused(String header, String message) throws IOException {
    numbers();
    refused(
        predict(header + "\n1,2,3\n"),
        folder.resolve("new.csv")
            + ", line 1: the table must have the columns that the model was trained on (got "
            + message
            + ")");
  }

  @Test
  void namesThatWereProbablyMeantAreNamed() throws IOException {
    Path data = csv("data.csv", "blood pressure,weight_kg,s1,y\n1,2,3,4\n2,1,3,5\n");
    kindling("train", data, "--target=y", "--save", model);
    assertThat(predict("blood_presure,S 1,weight,y\n1,2,3,4\n").err())
        .contains(
            "(got no 'blood pressure', 'weight_kg', 's1' among the columns ",
            "; rename 'blood_presure' to 'blood pressure', 'weight' to 'weight_kg', 'S 1' to 's1')");
  }

  @Test
  void weightsOfPythonNeedNoMoreThanTheirModel() throws IOException {
    weights("", 3, 0);
    assertThat(predict("a,b\n1,2\n", "--model", "linear(2, 1)"))
        .isEqualTo(new Run(0, "prediction\n4.0\n", ""));
    assertThat(
            predict("b,y,a\n7,5,1\n", "--model=linear(2,1)", "--target=y", "--features=a,b").out())
        .isEqualTo("y,y_predicted\n5,4.0\n");
    assertThat(predict("b,a,y\n1,7,5\n", "--model=linear(2,1)", "--target=y").out())
        .isEqualTo("y,y_predicted\n5,4.0\n");
    TensorData two = TensorData.of(new float[] {1, 0, 0, 1}, Shape.of(2, 2));
    StateFile.save(model, new SavedState(Map.of("weight", two), Map.of()));
    assertThat(predict("a,b\n1,2\n", "--model=linear(2, 2, bias=false)").out())
        .isEqualTo("prediction_0,prediction_1\n1.0,2.0\n");
  }

  @Test
  void weightsThatDoNotFitAreRefusedInALine() throws IOException {
    weights("", 3, 0);
    refused(
        predict("a,b,c\n1,2,3\n", "--model=linear(2,1)"),
        "--model: it must take as many columns as there are (got linear(2, 1) for 3: a, b, c;"
            + " expected input [n, 2]; choose columns with --features)");
    refused(
        predict("a,b\n1,2\n", "--model=linear(2,1)", "--target=y,z"),
        "--target: each output of the model must have a name (got 2: y, z; expected 1, as linear(2,"
            + " 1) makes)");
    refused(
        predict("a,b\n1,2\n", "--target=y"),
        "--features and --target go with --model: a model that kindling train has saved says itself"
            + " which columns it takes (see kindling predict --help)");
    assertThat(predict("a,b,c\n1,2,3\n", "--model=linear(3,1)").err())
        .startsWith("kindling: --model-file: ")
        .contains("weight")
        .hasLineCount(1);
    numbers();
    refused(
        predict("a,b\n1,2\n", "--model=linear(2,1)"),
        "--model: the file must not say itself what model it holds (got linear(2, 1) in "
            + model
            + "; expected weights alone; leave --model out)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--stream --batch-size=1"})
  void aTrainingCopiesColumnsToo(String more) throws IOException {
    Path data = csv("data.csv", "id,x,y\n007,1.50,1234567.89\n1e3, 2,2345678.90\n");
    Path out = folder.resolve("out.csv");
    Object[] words = more.isEmpty() ? new Object[0] : more.split(" ");
    Run run =
        run(
            List.of("train", data, "--target=y", "--features=x", "--columns=x,id"),
            Stream.concat(Stream.of("--predictions", out, "--epochs=1"), Arrays.stream(words))
                .toArray());
    assertThat(run.err()).isEmpty();
    assertThat(Files.readAllLines(out).get(0)).isEqualTo("x,id,y,y_predicted");
    assertThat(Files.readAllLines(out).get(1)).startsWith("1.50,007,1234567.89,");
    assertThat(Files.readAllLines(out).get(2)).startsWith(" 2,1e3,2345678.90,");
    refused(
        kindling("train", data, "--target=y", "--features=x", "--columns=id"),
        "--columns needs --predictions FILE.csv, which it copies them to (see kindling train --help)");
  }

  @Test
  void rowsThatAreLeftOutAreNotCopied() throws IOException {
    Path data = csv("data.csv", "id,x,y\n1,1,1\n2,,2\n3,2,3\n");
    Path out = folder.resolve("out.csv");
    run(
        List.of("train", data, "--target=y", "--features=x", "--missing=drop"),
        "--columns=id",
        "--predictions",
        out);
    assertThat(Files.readAllLines(out)).hasSize(3).element(2).asString().startsWith("3,3,");
  }

  @Test
  void aTrainingOnATableWithoutItsOptionGoesOn() throws IOException {
    Path data = csv("data.csv", "x,y\n1,1\n2,3\n3,4\n");
    Path whole = folder.resolve("whole.pt");
    kindling("train", data, "--target=y", "--optimizer=adam()", "--epochs=6", "--save", whole);
    kindling(
        "train",
        data,
        "--target=y",
        "--optimizer=adam()",
        "--epochs=3",
        "--checkpoint-every=3",
        "--save",
        model,
        "--columns=x",
        "--predictions",
        folder.resolve("out.csv"));
    assertThat(kindling("train", "--resume", model, "--epochs=6").err()).isEmpty();
    assertThat(StateFile.load(model).tensors()).isEqualTo(StateFile.load(whole).tensors());
    Path moved = Files.move(data, folder.resolve("moved.csv"));
    assertThat(kindling("train", "--resume", model, "--epochs=7").err())
        .contains("say where it is now with --data");
    assertThat(kindling("train", moved, "--resume", model, "--epochs=7").err()).isEmpty();
  }
}
