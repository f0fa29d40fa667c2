package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user can get wrong: one line that says what, where and what to do; exit code 2. */
final class BadInputTest {
  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  private Run train(String text, Object... more) throws IOException {
    Object[] args = {
      "train", "--data", csv(text), "--target", "y", "--epochs", 1, "--optimizer", "sgd(lr=0.0001)"
    };
    Object[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return kindling(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|, line 1: the first line must name the columns (got nothing; expected a header)",
        "x,y|: there must be at least one row (got a header only; expected data)",
        "x,y\\n1,2\\n3|, line 3: a row must have as many cells as the header (got 1 cell; expected"
            + " 2)",
        "x,y\\n1,2,3|, line 2: a row must have as many cells as the header (got 3 cells; expected"
            + " 2)",
        "x,y\\n1,2\\nabc,4|, line 3, column x: a cell must hold a number (got 'abc'; expected a"
            + " finite number such as 1.5; --missing-values 'abc' where it stands for nothing;"
            + " --categorical makes a category of the column)",
        "x,y\\n1,2\\n\\n3,|, line 4, column y: a cell must hold a number (got an empty cell;"
            + " expected a finite number such as 1.5; fill the cell or leave the row out with --missing drop)",
        "x,y\\nNaN,2|, line 2: cells must not be missing (got 1 in x; expected none; --missing drop,"
            + " mean, median or indicator)",
        "x,y\\n1,-Infinity|, line 2, column y: a cell must hold a number (got '-Infinity'; expected"
            + " a finite number such as 1.5)",
        "x,y\\n1,1e99|, line 2, column y: a number must not be too large for float32 (got '1e99';"
            + " expected at most 3.4e38 in size; --standardize scales it before it is rounded)",
        "x,y\\n1,1d|, line 2, column y: a cell must hold a number (got '1d'; expected a finite"
            + " number such as 1.5; a number is read where it stands without a sign or unit)",
        "a,b\\n1,2|, line 1: there must be a column 'y' (got the columns a, b; expected that name"
            + " among them; names must match exactly, upper and lower case included)",
        "1,2\\n3,4|, line 1: there must be a column 'y' (got the columns 1, 2; expected that name"
            + " among them; the first line holds numbers: add one that names the columns)",
        "x:y\\n1:2|, line 1: there must be a column 'y' (got the columns x:y; expected that name"
            + " among them; if something else separates the columns: --separator '…')",
        "x,a;y\\n1,2;3|, line 1: there must be a column 'y' (got the columns x, a;y; expected that"
            + " name among them; if semicolons separate the columns: --separator ';')",
        "x;y\\n1,5;2|, line 2, column x: a cell must hold a number (got '1,5'; expected a finite"
            + " number such as 1.5; if the comma stands before the fraction: --decimal ,)",
        "y,y\\n"
            + "1,2|, line 1: no two columns may have the same name (got 'y' twice; expected it"
            + " once; give one of them another name, or leave them out with --exclude)",
        "y\\n1|, line 1: there must be a column to predict from (got none; expected a feature)"
      })
  void badTables(String text, String message) throws IOException {
    Run run = train(text.replace("\\n", "\n"));
    refused(run, folder.resolve("data.csv") + message);
  }

  @Test
  void anUnclosedQuoteIsNotTakenForTheRestOfTheFile() throws IOException {
    Run run = train("x,y\n1,2\n\"3,4\n5,6\n");
    refused(
        run,
        folder.resolve("data.csv")
            + ", line 3: a quote that opens must be closed (got none to the end of the file; expected"
            + " another quote; double the quotes inside of a quoted cell)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y\r\n1,3\r\n2,5\r\n",
        "\uFEFFx,y\n1,3\n2,5\n",
        "\"x\",\"y\"\n\"1\",\"3\"\n\"2\",\"5\"",
        " x , y \n 1 , 3 \n 2 , 5 \n",
        "y,x\n3,1\n5,2",
        "x,y\n\n1,3\n\n2,5\n\n",
        "x,y\n+1.0,3e0\n.2e1,5.\n"
      })
  void theSameTableInAnyDress(String text) throws IOException {
    Run run = train(text, "--features", "x");
    assertThat(run.err()).isEmpty();
    Run plain = train("x,y\n1,3\n2,5\n");
    assertThat(run).isEqualTo(plain);
  }

  @Test
  void oneRowIsEnough() throws IOException {
    assertThat(train("x,y\n1,3\n").code()).isZero();
  }

  @Test
  void columnsThatAreNotUsedMayHoldAnything() throws IOException {
    Run run = train("x,name,y\n1,\"Ann, A.\",3\n2,,5\n", "--features", "x");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void namesInAnyScriptWork() throws IOException {
    Run run = kindling("train", "--data", csv("größe,重さ\n1,2\n"), "--target", "重さ", "--epochs", 1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(" größe ");
  }

  @Test
  void latin1IsRefusedNotMisread() throws IOException {
    Path file = folder.resolve("latin1.csv");
    Files.write(file, "x,größe\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    Run run = kindling("train", "--data", file, "--target", "größe");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void latin1LabelsAreRefusedNotMerged() throws IOException {
    Path file = folder.resolve("latin1.csv");
    Files.write(
        file, "x,y\n1,caf\u00e9\n2,caf\u00e8\n3,tea\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        kindling("train", "--data", file, "--target", "y", "--loss", "cross_entropy()"),
        file
            + ", line 2, column y: the file must be readable as CSV (got bytes that are no UTF-8; expected text;"
            + " if it is Latin-1 or Windows-1252: --encoding windows-1252)");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such pipes")
  void aTableMayComeThroughAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path data = csv("x,y\n1,2\n2,4\n");
    new ProcessBuilder("cp", data.toString(), pipe.toString()).start();
    Run run = kindling("train", "--data", pipe, "--target", "y", "--epochs", 1);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void noInputIsWrittenOver() throws IOException {
    Path model = folder.resolve("model.pt");
    Path data = csv("x,y\n1,2\n");
    kindling("train", "--save", model, "--quiet");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), data);
    refused(
        kindling("train", "--data", data, "--target", "y", "--history", link),
        "--history: a file must not be written over another of the same command (got "
            + link
            + ", as --data; expected another file)");
    refused(
        kindling("train", "--init", model, "--history", model),
        "--history: a file must not be written over another of the same command (got "
            + model
            + ", as --init; expected another file)");
    refused(
        kindling("predict", "--model-file", model, "--data", data, "--out", model),
        "--out: a file must not be written over another of the same command (got "
            + model
            + ", as --model-file; expected another file)");
    Run onward = kindling("train", "--init", model, "--save", model, "--quiet");
    assertThat(onward.err()).isEmpty();
  }

  @Test
  void weightsWithoutAModelGetOneAsIsSaid() throws IOException {
    Path weights = folder.resolve("weights.pt");
    Path model = folder.resolve("model.pt");
    Map<String, TensorData> state =
        Map.of(
            "weight", TensorData.full(Shape.of(1, 1), 3), "bias", TensorData.full(Shape.of(1), 1));
    StateFile.save(weights, new SavedState(state, Map.of()));
    Path data = csv("x,y\n1,2\n2,9\n");
    refused(
        kindling("predict", "--model-file", weights, "--data", data),
        weights
            + ": the file must say what model it holds (got no kindling_model; expected a file that"
            + " kindling train --save wrote; weights of another program are applied with --model"
            + " SPEC)");
    Object[] more = {"--init", weights, "--model", "linear(1,1)", "--save", model, "--quiet"};
    Object[] train = {"train", "--data", data, "--target", "y", "--epochs", 1};
    Object[] still = {"--optimizer", "sgd(lr=0)"};
    Run run = kindling(Stream.of(train, still, more).flatMap(Arrays::stream).toArray());
    assertThat(run.err()).isEmpty();
    assertThat(kindling("predict", "--model-file", model, "--data", data).out())
        .startsWith("y,y_predicted\n2,4");
  }

  @Test
  void columnsInAnotherOrderThanTheSavedModels() throws IOException {
    Path model = folder.resolve("model.pt");
    train("a,b,y\n1,10,2\n2,30,3\n3,10,9\n", "--standardize", "--save", model);
    Run run = train("b,a,y\n10,1,2\n30,2,3\n10,3,9\n", "--init", model);
    refused(
        run,
        "--features: the columns must be in the order of the saved model (got b,a;"
            + " expected a,b)");
  }

  @Test
  void filesThatAreNotThere() {
    Path missing = folder.resolve("missing.csv");
    refused(
        kindling("train", "--data", missing, "--target", "y"),
        missing + ": the file must exist (got no such file; expected a CSV file)");
    refused(
        kindling("train", "--data", folder, "--target", "y"),
        folder
            + ": the file must exist (got a folder; expected a table; '"
            + folder.resolve("*.csv")
            + "' takes all such files in it as one)");
    refused(
        kindling("train", "--init", missing),
        missing + ": the file must exist (got none; expected a file; check its name and folder)");
    refused(
        kindling("predict", "--model-file", missing, "--data", missing),
        missing + ": the file must exist (got none; expected a file; check its name and folder)");
  }

  @Test
  void placesThatCannotBeWrittenTo() throws IOException {
    Path file = folder.resolve("no/such/folder/model.pt");
    refused(
        kindling("train", "--save", file),
        "--save: its folder must exist (got "
            + file
            + "; expected a file in a folder; make "
            + file.getParent()
            + ")");
    refused(
        kindling("train", "--history", folder),
        "--history: the path must be that of a file (got "
            + folder
            + ", a folder; expected a file)");
    Path data = csv("x,y\n1,2\n");
    refused(
        kindling("train", "--data", data, "--target", "y", "--predictions", data),
        "--predictions: a file must not be written over another of the same command (got "
            + data
            + ", as --data; expected another file)");
    refused(
        kindling("train", "--plot", folder.resolve("plot.jpg")),
        "--plot: a plot must be a PNG or SVG file, or - for the terminal (got "
            + folder.resolve("plot.jpg")
            + "; expected FILE.png, FILE.svg or -)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs 0|--epochs must be at least 1 (got 0) (see kindling train --help)",
        "--batch-size 0|--batch-size must be at least 1 (got 0) (see kindling train --help)",
        "--batch-size 12|--batch-size: a batch must not be larger than the data (got 12; expected"
            + " at most 11)",
        "--epochs ten|Invalid value for option '--epochs': 'ten' is not a whole number (see"
            + " kindling train --help)",
        "--target y|--data: columns need a file (got --target alone; expected --data)",
        "--model linear(1)|Invalid value for option '--model': 'linear(1)': at position 1, linear"
            + " needs out_features (got none; expected a whole number) (see kindling train --help)",
        "--optimizer sgd(lr=-1)|Invalid value for option '--optimizer': 'sgd(lr=-1)': at position"
            + " 1, sgd: lr must not be negative (got -1; expected 0 or more) (see kindling train"
            + " --help)",
        "--loss gaussian_nll()|--loss: a loss must compare one output with each target (got"
            + " gaussian_nll(), which takes 2; expected another loss; use gaussian_nll from Java) (see"
            + " kindling train --help)",
        "--loss cross_entropy(weight=(0,0))|Invalid value for option '--loss':"
            + " 'cross_entropy(weight=(0,0))': at position 1, cross_entropy: a weight must be above 0"
            + " (got [0.0, 0.0]; expected one that is not 0 at least) (see kindling train --help)",
        "--model linear(2,1)|linear: input must have as many columns as in_features (got shape [11,"
            + " 1]; expected [n, 2])",
        "--model linear(1,2)|--model: the model must make as many columns as there are targets (got"
            + " linear(1, 2) with output [11, 2]; expected 1 for y)",
        "--device cuda:0|--device: backend cpu has no such device here (got cuda:0; expected one of"
            + " [cpu])",
        "--device gpu0|--device: a device is a type, or a type and a number (got 'gpu0'; expected"
            + " cpu, cuda or cuda:0)",
        "--epochs -3|--epochs must be at least 1 (got -3) (see kindling train --help)",
        "--early-stopping 0|--early-stopping must be at least 1 (got 0) (see kindling train"
            + " --help)",
        "--validation 0|--validation must be a share above 0 and below 1, as 0.2 (got 0.0) (see"
            + " kindling train --help)",
        "--validation 1|--validation must be a share above 0 and below 1, as 0.2 (got 1.0) (see"
            + " kindling train --help)",
        "--validation NaN|--validation: there must be such a share or file (got NaN; expected"
            + " SHARE, as 0.2, last:SHARE or FILE.csv)",
        "--validation -0.1|--validation must be a share above 0 and below 1, as 0.2 (got -0.1) (see"
            + " kindling train --help)",
        "--validation half|--validation: there must be such a share or file (got half; expected"
            + " SHARE, as 0.2, last:SHARE or FILE.csv)",
        "--validation 0.05|--validation: both parts must have at least one row (got 0.05 of 11"
            + " rows; expected a share of 1/11 or more)",
        "--validation 0.2 --batch-size 10|--batch-size: a batch must not be larger than the data"
            + " (got 10; expected at most 9, the rows left for training)",
        "--loss mse(reduction=none)|--loss: the loss must be reduced to one number (got"
            + " mse(reduction=none); expected reduction=mean or reduction=sum)",
        "--model relu()|sgd: there must be a parameter (got none; expected model.parameters())",
        "--model sequential(embedding(4,1),flatten())|embedding: an index must be within range (got"
            + " 4; expected 0 … 3)",
        "--schedule step()|Invalid value for option '--schedule': 'step()': at position 1, step"
            + " needs size (got none; expected a whole number) (see kindling train --help)",
        "--schedule steps(2)|Invalid value for option '--schedule': 'steps(2)': at position 1,"
            + " there is no schedule of that name (got 'steps'; expected one of constant, step,"
            + " exponential, cosine, linear_warmup, one_cycle, plateau; perhaps 'step' is meant) (see"
            + " kindling train --help)",
        "--clip norm(-1)|Invalid value for option '--clip': 'norm(-1)': at position 1, norm: max"
            + " must not be negative (got -1; expected 0 or more) (see kindling train --help)",
        "--clip max(1)|Invalid value for option '--clip': 'max(1)': at position 1, there is no"
            + " clipping of that name (got 'max'; expected one of norm, value) (see kindling train"
            + " --help)",
        "--standardize=some|Invalid value for option '--standardize': 'some' is no part of the data"
            + " (expected all, features or targets) (see kindling train --help)",
        "--colour|Unknown option: '--colour' (see kindling train --help)"
      })
  void badOptions(String options, String message) {
    Object[] args = ("train " + options).split(" ");
    refused(kindling(args), message);
  }

  @Test
  void backendsThatAreNotThere() {
    refused(
        kindling("train", "--backend", "none"),
        "--backend: there must be a backend of that name (got 'none'; expected one of libtorch,"
            + " cpu; kindling backends lists them)");
    refused(
        kindling("train", "--backend", "cuda"),
        "--backend: there must be a backend of that name (got 'cuda'; expected one of libtorch, cpu;"
            + " cuda is a device: --backend libtorch --device cuda)");
  }

  @Test
  void targetsNeedNamesAndAreNoFeatures() throws IOException {
    Path data = csv("x,y\n1,2\n");
    refused(
        kindling("train", "--data", data),
        "--target: a table needs a column to predict (got none; expected --target COLUMN)");
    refused(
        kindling("train", "--data", data, "--target", "y", "--features", "x,y"),
        "--features: a column must not be both a feature and a target (got [y] as both; expected"
            + " each once)");
    refused(
        kindling("train", "--data", data, "--target", "y,y"),
        "--target: a column must be named only once (got 'y' twice; expected it once)");
    refused(
        kindling("train", "--data", data, "--target", "y", "--features", "x,x"),
        "--features: a column must be named only once (got 'x' twice; expected it once)");
  }

  @Test
  void aTableThatTheModelDoesNotKnow() throws IOException {
    Path model = folder.resolve("model.pt");
    kindling("train", "--save", model, "--quiet");
    Path data = csv("a,b\n1,2\n");
    refused(
        kindling("predict", "--model-file", model, "--data", data),
        data
            + ", line 1: the table must have the columns that the model was trained on (got no 'x'"
            + " among the columns a, b; expected those names to the letter; names must match exactly,"
            + " upper and lower case included)");
  }

  @Test
  void notesThatDoNotFitTheModel() throws IOException {
    Path model = folder.resolve("model.pt");
    kindling("train", "--standardize", "--save", model, "--quiet");
    SavedState saved = StateFile.load(model);
    Map<String, String> notes = new HashMap<>(saved.metadata());
    assertThat(notes.get("kindling_feature_scaling")).startsWith("5.0\n3.16");
    notes.computeIfPresent("kindling_feature_scaling", (key, note) -> note.replace("\n3", "\n-"));
    StateFile.save(model, new SavedState(saved.tensors(), notes));
    Path data = csv("x,y\n1,2\n");
    refused(
        kindling("predict", "--model-file", model, "--data", data),
        model
            + ": the notes in the file must fit the model in it (got kindling_feature_scaling 5.0\\n"
            + "-.1622776601683795; expected a file that kindling train --save wrote)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kindling_features|''",
        "kindling_targets|''",
        "kindling_targets|y,z",
        "kindling_classes|no",
        "kindling_classes|no,maybe,yes",
        "kindling_classes|''",
        "kindling_feature_scaling|1,2\\n1,1",
        "kindling_target_scaling|1,2\\n1,1"
      })
  void notesThatDoNotFitOneAnother(String key, String note) throws IOException {
    Path model = folder.resolve("model.pt");
    kindling("train", "--save", model, "--quiet");
    SavedState saved = StateFile.load(model);
    Map<String, String> notes = new HashMap<>(saved.metadata());
    notes.put(key, note.replace("\\n", "\n"));
    StateFile.save(model, new SavedState(saved.tensors(), notes));
    Run run = kindling("predict", "--model-file", model, "--data", csv("x,y\n1,2\n"));
    assertThat(run.err())
        .startsWith(
            "kindling: " + model + ": the notes in the file must fit the model in it (got " + key)
        .hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aColumnWithoutANameIsAColumn() throws IOException {
    Path model = folder.resolve("model.pt");
    assertThat(train(",y\n1,2\n2,4\n", "--save", model).code()).isZero();
    Run run = kindling("predict", "--model-file", model, "--data", folder.resolve("data.csv"));
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(3);
  }

  @Test
  void aNameWithoutParenthesesListsTheNames() {
    refused(
        kindling("train", "--optimizer", "sgd"),
        "Invalid value for option '--optimizer': 'sgd': at position 1, an optimizer must be a name"
            + " with its arguments in parentheses (got 'sgd'; expected sgd(…), where the name is one"
            + " of "
            + String.join(", ", OptimizerSpec.KIND.builtIn())
            + ") (see kindling train --help)");
  }

  @Test
  void aCellThatIsNoNumberIsShownShortAndVisible() throws IOException {
    Run run = train("x,y\n1,2\n2,2\n\u001B[31m" + "z".repeat(300_000) + ",3\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasSizeLessThan(400).contains("\\u001b[31mzzz").doesNotContain("\u001B");
  }
}
