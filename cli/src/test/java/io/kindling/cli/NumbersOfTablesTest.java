package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and labels that a model or a loss cannot take, and what is said of those it can. */
final class NumbersOfTablesTest {
  private static final String EMBEDDING = "--model=sequential(embedding(5, 1), flatten())";
  private static final String NORMALIZED =
      "--model=sequential(linear(1, 4), batch_norm_1d(4), relu(), linear(4, 1))";

  @TempDir Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void names() {
    data = folder.resolve("data.csv");
    model = folder.resolve("model.pt");
  }

  private Run train(String table, String... more) throws IOException {
    Files.writeString(data, table.replace("\\n", "\n"));
    return kindling(
        Stream.concat(
                Stream.of("train", "--data=" + data, "--target=y", "--epochs=1"),
                Arrays.stream(more))
            .toArray());
  }

  private Run predict(String table) throws IOException {
    Files.writeString(data, table);
    return kindling("predict", "--model-file=" + model, "--data=" + data);
  }

  private void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + data + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.9999999999", "16777217", "-1", "5"})
  void anIndexIsAWholeNumberWithinRangeInAllItsDigits(String cell) throws IOException {
    String message =
        ", line 3, column a: an index must be a whole number within range (got "
            + cell
            + "; expected 0 … 4; the model begins with an embedding of 5)";
    String table = "a,y\n1,2\n" + cell + ",4\n";
    refused(train(table, EMBEDDING), message);
    refused(train(table, EMBEDDING, "--stream", "--batch-size=1"), message);
    assertThat(train("a,y\n1,2\n4,4\n", EMBEDDING, "--save=" + model).err()).isEmpty();
    refused(
        predict(table), message.replace("of 5)", "of 5; --on-error skip leaves such rows out)"));
    refused(train(table, "--init=" + model), message);
  }

  @Test
  void anIndexIsOneThatFloat32TellsFromTheNext() throws IOException {
    String large = "--model=sequential(embedding(16777219,1),flatten(),linear(1,1))";
    String table = "a,y\n16777216,1\n16777217,2\n";
    String message =
        ", line 3, column a: an index must not be too large for float32 to tell it from the next"
            + " (got 16777217; expected at most 16777216)";
    refused(train(table, large), message);
    refused(train(table, large, "--stream", "--batch-size=1"), message);
  }

  @Test
  void aNegativeCountIsRefused() throws IOException {
    refused(
        train("a,y\n1,2\n2,-3\n", "--loss=poisson_nll()"),
        ", line 3, column y: a target of poisson_nll must not be negative (got -3; expected 0 or"
            + " more)");
  }

  @Test
  void aNumberIsTooLargeForFloat32UnlessItIsStandardized() throws IOException {
    String table = "a,y\n1e39,1\n2e39,2\n3e39,3\n";
    refused(
        train(table, "--optimizer=sgd(lr=0.01)"),
        ", line 2, column a: a number must not be too large for float32 (got '1e39'; expected at"
            + " most 3.4e38 in size; --standardize scales it before it is rounded)");
    for (String more : List.of("--shuffle", "--stream")) {
      Run run = train(table, "--standardize", "--batch-size=3", more, "--save=" + model);
      assertThat(run.err()).isEmpty();
    }
    assertThat(predict("a\n2e39\n").err()).isEmpty();
  }

  @Test
  void aNumberFarFromThoseOfTheTrainingIsNamed() throws IOException {
    train("a,y\n1,1\n1.001,2\n0.999,3\n", "--standardize", "--save=" + model);
    refused(
        predict("b,a\n0,1\n0,3e38\n"),
        ", line 3, column a: a number must be like those that the model was trained on (got 3e38;"
            + " expected one around 1.0; --on-error skip leaves such rows out)");
  }

  @Test
  void aMissingLabelIsNoClass() throws IOException {
    String table = "a,y\n1,cat\n2,nan\n3,dog\n4,NA\n5,\n";
    String message =
        ", line 3, column y: a cell must hold a label (got 'nan', the first of 3 missing values in"
            + " the column; expected text or a number; fill the cells or leave the rows out with"
            + " --missing drop; --missing-values '' where it is no missing value)";
    refused(train(table, "--loss=cross_entropy()"), message);
    refused(train(table, "--loss=cross_entropy()", "--stream", "--batch-size=2"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "01 1 2,the labels of y are text: 01 and 1 are one number in two spellings",
    "1E2 100 2,the labels of y are text: 100 and 1E2 are one number in two spellings"
  })
  void labelsThatSpellOneNumberTwiceAreText(String labels, String remark) throws IOException {
    String[] cells = labels.split(" ");
    Path predictions = folder.resolve("p.csv");
    Run run =
        train(
            "a,y\n1," + cells[0] + "\n2," + cells[1] + "\n3," + cells[2] + "\n",
            "--loss=cross_entropy()",
            "--optimizer=sgd(lr=0.01)",
            "--predictions=" + predictions);
    assertThat(run.lines().subList(1, 3))
        .containsExactly(
            "model linear(1, 3), loss cross_entropy(), optimizer sgd(lr=0.01)", remark);
    assertThat(Files.readString(predictions))
        .contains("\n" + cells[0] + ",", "\n" + cells[1] + ",");
  }

  @Test
  void plainDecimalsOfOneValueAreOneClass() throws IOException {
    Run run = train("a,y\n1,1\n2,1.0\n3,2\n", "--loss=cross_entropy()");
    assertThat(run.lines().get(1)).startsWith("model linear(1, 2), ");
    assertThat(run.out()).doesNotContain("spellings");
  }

  @Test
  void columnsThatFloat32BlursAreNamedUnlessStandardized() throws IOException {
    String table = "t,a,y\n1700000000000,1,16777217\n1700000010000,2,16777219\n";
    String remark = ", far from 0 for the spread: --standardize scales before it rounds\n";
    String small = "--optimizer=sgd(lr=1e-30)";
    assertThat(train(table, small).out()).contains("\nfloat32 blurs t, y" + remark);
    assertThat(train(table, small, "--stream", "--batch-size=2").out())
        .contains("\nfloat32 blurs t, y" + remark);
    assertThat(train(table, small, "--standardize=features").out())
        .contains("\nfloat32 blurs y" + remark);
    assertThat(train(table, "--standardize").out()).doesNotContain("blurs");
    assertThat(train("a,y\n1234567.89,20000001\n2345678.91,1\n", small).out())
        .doesNotContain("blurs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unnamed: 0"})
  void theIndexThatPandasWritesIsLeftOut(String name) throws IOException {
    String remark = "left out: the first column, '" + name + "', which counts the rows from 0";
    Run run = train(name + ",a,y\n0,5,1\n1,6,2\n", "--optimizer=sgd(lr=0.01)");
    assertThat(run.lines().subList(1, 3))
        .containsExactly("model linear(1, 1), loss mse(), optimizer sgd(lr=0.01)", remark);
    assertThat(train(name + ",a,y\n1,5,1\n2,6,2\n").out())
        .contains("model linear(1,", remark.replace("from 0", "from 1"));
    assertThat(train("a," + name + ",y\n5,1,1\n6,2,2\n").out())
        .contains("left out: column 2, '" + name + "', which counts the rows from 1");
    assertThat(train(name + ",a,y\n2,5,1\n3,6,2\n").lines().get(1)).startsWith("model linear(2,");
    assertThat(train(name + ",y\n1,5\n2,6\n").lines().get(1)).startsWith("model linear(1,");
    assertThat(train("a,y\n0,1\n1,2\n").lines().get(1)).startsWith("model linear(1,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"__index_level_0__", "__null_dask_index__"})
  void theIndexThatParquetKeepsIsLeftOutWhateverItHolds(String name) throws IOException {
    String table = "a," + name + ",y\n5,7,1\n6,3,2\n";
    assertThat(train(table).out())
        .contains("model linear(1,", "left out: '" + name + "', the index of a data frame");
    assertThat(train(table, "--features=a," + name).out()).contains("model linear(2,");
  }

  @Test
  void columnsThatASpreadsheetLeavesEmptyAreLeftOut() throws IOException {
    assertThat(train("x,y,,\n1,2,,\n2,4,, \n").out())
        .contains(
            "model linear(1,", "left out: columns 3, 4, '', each of which is empty in every row\n");
    assertThat(train(",x,y,\n0,1,2,\n1,2,4,\n").out())
        .contains(
            "left out: the first column, '', which counts the rows from 0; column 4, '', which is"
                + " empty in every row\n");
    assertThat(train("x,y,,\n1,2,,\n2,4,,5\n").err())
        .contains(
            "no two columns may have the same name (got '' twice; expected it once; give one of them"
                + " another name, or leave them out with --exclude)");
  }

  @Test
  void columnsOfOneNameMayBeThereWhereTheyAreNotUsed() throws IOException {
    String table = "x,x,y,z\n1,2,3,4\n2,4,1,3\n";
    assertThat(train(table, "--exclude=x").out()).contains("model linear(1,");
    assertThat(train(table, "--exclude=x*").out()).contains("model linear(1,");
    assertThat(train(table, "--features=z").out()).contains("model linear(1,");
    assertThat(train(table).err()).contains("(got 'x' twice; expected it once; give one of");
  }

  @Test
  void aModelThatTookTheIndexStillDoes() throws IOException {
    String table = "Unnamed: 0,a,y\n0,5,1\n1,6,2\n";
    train(table, "--features=Unnamed: 0,a", "--save=" + model);
    assertThat(train(table, "--init=" + model).lines().get(1)).startsWith("model linear(2,");
  }

  @Test
  void aBatchOfOneRowIsFoundBeforeTheTraining() throws IOException {
    String table = "a,y\n1,1\n2,2\n3,3\n";
    Run run = train(table, NORMALIZED, "--batch-size=2");
    assertThat(run.err())
        .isEqualTo(
            "kindling: --batch-size: every batch must be large enough to train on (got 1 of 3 rows,"
                + " too few for batch_norm_1d; expected more rows; --drop-last leaves the last"
                + " batch out)\n");
    assertThat(run.out()).doesNotContain("epoch");
    assertThat(train(table, NORMALIZED, "--batch-size=1").err()).doesNotContain("--drop-last");
    assertThat(train(table, NORMALIZED, "--batch-size=2", "--drop-last").err()).isEmpty();
    assertThat(train(table, NORMALIZED, "--batch-size=2", "--drop-last", "--stream").err())
        .isEmpty();
  }

  @Test
  void aDroppedBatchTeachesNothing() throws IOException {
    Path all = folder.resolve("all.pt");
    String sgd = "--optimizer=sgd(lr=0.01)";
    train("a,y\n1,1\n2,2\n", sgd, "--batch-size=2", "--save=" + all);
    train("a,y\n1,1\n2,2\n9,-9\n", sgd, "--batch-size=2", "--drop-last", "--save=" + model);
    assertThat(StateFile.load(model).tensors()).isEqualTo(StateFile.load(all).tensors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,", " "})
  void columnsHaveNames(String features) throws IOException {
    assertThat(train("a,y\n1,1\n", "--features=" + features).err())
        .isEqualTo(
            "kindling: --features must name columns (got '"
                + features
                + "'; expected COL[,COL]) (see kindling train --help)\n");
  }

  @Test
  void aColumnWhoseNameHasACommaIsTyped() throws IOException {
    Files.writeString(data, "area,\"price, EUR\"\n50,150\n80,230\n110,320\n");
    Run run =
        kindling(
            "train", "--data=" + data, "--target", "price, EUR", "--epochs=2", "--standardize");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\nprice, EUR = ");
  }
}
