package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.TensorData;
import io.kindling.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories of many levels, for each of which a vector is learned. */
final class EmbeddedCategoriesTest {
  private static final int STREETS = 60;
  private static final String VECTORS =
      "column_embedding(columns=0, num_embeddings=61, embedding_dim=3)";

  @TempDir Path folder;
  private Path table;

  /** Each street has a rent of its own, and each kind of flat. */
  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("street,area,kind,rent"));
    for (int row = 0; row < 4 * STREETS; row++) {
      int street = row * 7 % STREETS;
      int area = 30 + row * 11 % 50;
      int kind = row % 3;
      int rent = 5 * area + 40 * (street * 13 % 17) + 20 * kind;
      lines.add("Street " + street + "," + area + "," + "abc".charAt(kind) + "," + rent);
    }
    table = Files.write(folder.resolve("flats.csv"), lines);
  }

  private Run train(String... more) {
    List<Object> args = new ArrayList<>(List.of("train", table, "--target=rent"));
    args.addAll(Arrays.asList(more));
    return kindling(args.toArray());
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private String printed(String... more) {
    Run run = train(more);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private List<String> predicted(Path model, String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("kind,street,area"));
    lines.addAll(Arrays.asList(rows));
    Path asked = Files.write(path("asked.csv"), lines);
    Run run = kindling("predict", asked, "--model-file=" + model, "--on-error=empty");
    assertThat(run.code()).isZero();
    return run.lines();
  }

  @Test
  void fromFiftyLevelsOnTextIsAVectorWithoutAWord() {
    assertThat(printed("--epochs=300"))
        .contains("model sequential(" + VECTORS + ", linear(7, 1)), loss mse()")
        .contains(
            "categories: kind (3 levels)\nembedded categories: street:embedding=3 (60 levels)")
        .containsPattern("\\| 0\\.0\\.weight +\\| \\[61, 3] +\\| +183 \\|")
        .containsPattern("training: R2 (0\\.99|1\\.00)");
  }

  @Test
  void fewerLevelsAreOneHot() throws IOException {
    List<String> lines = Files.readAllLines(table);
    lines.removeIf(line -> line.matches("Street (5.|49),.*"));
    Files.write(table, lines);
    assertThat(printed("--epochs=1")).contains("linear(53, 1)").doesNotContain("embedding");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "street:onehot|linear(64, 1)",
        "street:embedding=8|linear(12, 1)",
        "street|linear(7, 1)",
        "kind:embedding=4|linear(8, 1)",
        "'street:embedding=2,kind:embedding'|linear(5, 1)",
        "'k*:embedding=4,street:onehot'|linear(65, 1)",
        "area|linear(9, 1)",
        "area:onehot|linear(56, 1)"
      })
  void theCommandLineSaysHowAColumnIsACategory(String typed, String model) {
    assertThat(printed("--epochs=1", "--categorical=" + typed)).contains(model);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stret|there must be a column 'stret' (got the columns street, area, kind; expected that"
            + " name among them; perhaps 'street' is meant)",
        "rent:onehot|there must be a column 'rent' (got the columns street, area, kind; expected"
            + " that name among them)",
        "street,street:onehot|a column must be named only once (got 'street' twice; expected it"
            + " once)"
      })
  void aWrongColumnIsRefused(String typed, String message) {
    Run run = train("--categorical=" + typed);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("kindling: --categorical: " + message + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "street:embedding=0",
        "street:embedding=10000",
        "street:embedding=x",
        "street:embedding=",
        "street:onehot=3",
        "street:vector"
      })
  void wrongWordsAreRefused(String typed) {
    Run run = train("--categorical=" + typed);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "kindling: --categorical: behind a column's name stands how it is a category (got '"
                + typed
                + "'; expected NAME, NAME:onehot, NAME:embedding or NAME:embedding=N for vectors of"
                + " N numbers, at most 9999)\n");
  }

  @Test
  void aNameMayHoldAColonAndAComma() throws IOException {
    List<String> lines = Files.readAllLines(table);
    lines.set(0, "\"a, b:onehot\",area,kind:x,rent");
    Files.write(table, lines);
    assertThat(printed("--epochs=1", "--categorical=\"a, b:onehot:embedding=5\",kind:x"))
        .contains("linear(9, 1)");
  }

  @Test
  void anUnseenLevelIsALevelOfItsOwn() throws IOException {
    Path model = path("m.pt");
    printed("--epochs=100", "--save=" + model);
    List<String> said =
        predicted(
            model, "a,Street 1,50", "a,nowhere,50", "a,elsewhere,50", "a,Street 9,50", "a,,50");
    assertThat(said.get(2)).isEqualTo(said.get(3)).isNotIn(said.get(1), said.get(4));
    assertThat(said.get(5)).isEmpty();
    TrainedModel saved = TrainedModel.load(model);
    TensorData vectors = Objects.requireNonNull(saved.state().get("0.0.weight"));
    assertThat(vectors.toFloatArray()).startsWith(0, 0, 0);
    assertThat(saved.features()).containsExactly("street", "area", "kind=a", "kind=b", "kind=c");
  }

  @Test
  void aMissingCellHasNoLevel() throws IOException {
    List<String> lines = Files.readAllLines(table);
    lines.set(1, lines.get(1).replace("Street 0", ""));
    Files.write(table, lines);
    assertThat(train().err()).contains("line 2: cells must not be missing (got 1 in street");
    Path model = path("m.pt");
    assertThat(printed("--epochs=5", "--missing=mean", "--save=" + model))
        .contains("missing cells stand for: no level of street");
    List<String> said = predicted(model, "a,nowhere,50", "a,,50");
    assertThat(said.get(1)).isEqualTo(said.get(2)).isNotEmpty();
  }

  @Test
  void aModelThatIsTypedComesBehindTheVectors() {
    assertThat(printed("--epochs=1", "--model=sequential(linear(7, 4), relu(), linear(4, 1))"))
        .contains("model sequential(" + VECTORS + ", linear(7, 4), relu(), linear(4, 1)), loss")
        .contains("put before what --model says: " + VECTORS);
    assertThat(
            printed("--epochs=1", "--model=sequential(column_embedding(0, 70, 2), linear(6, 1))"))
        .doesNotContain("put before");
    assertThat(train("--model=linear(64, 1)").err())
        .isEqualTo(
            "kindling: linear: input must have as many columns as in_features (got shape [240, 7];"
                + " expected [n, 64]; behind the vectors of embedded categories; --categorical"
                + " NAME:onehot has a number for each level)\n");
    assertThat(train("--model=sequential(column_embedding(0, 60, 2), linear(6, 1))").err())
        .isEqualTo(
            "kindling: column_embedding: there must be a vector for each level, and one for all"
                + " others (got 60 for column 0, which is street; expected 61 or more)\n");
    assertThat(train("--model=sequential(column_embedding(1, 90, 2), linear(6, 1))").err())
        .contains("(got 0 for column 0, which is street; expected 61 or more)");
  }

  @Test
  void numbersMayBeIndicesWithoutBeingCategories() throws IOException {
    String model = "--model=sequential(column_embedding(0, 80, 2), linear(2, 1))";
    assertThat(printed("--epochs=1", "--features=area", model)).contains("linear(2, 1)");
    Files.writeString(table, "\nx,1.5,a,3\n", StandardOpenOption.APPEND);
    assertThat(train("--features=area", model).err())
        .contains(
            "column area: an index must be a whole number within range (got 1.5; expected 0 … 79");
  }

  @Test
  void resumedTrainingEndsWhereAnUndisturbedOneDoes() {
    printed("--epochs=6", "--save=" + path("a.pt"));
    printed("--epochs=4", "--save=" + path("b.pt"), "--checkpoint-every=2");
    Run run = kindling("train", "--resume=" + path("b.pt"), "--epochs=6");
    assertThat(run.err()).isEmpty();
    assertThat(TrainedModel.load(path("b.pt")).state())
        .isEqualTo(TrainedModel.load(path("a.pt")).state());
  }

  @Test
  void trainingGoesOnFromWeightsWithTheirLevels() throws IOException {
    printed("--epochs=4", "--save=" + path("a.pt"), "--categorical=street:embedding=5");
    List<String> lines = Files.readAllLines(table);
    Files.write(table, lines.subList(0, 30));
    assertThat(printed("--epochs=2", "--init=" + path("a.pt")))
        .contains("num_embeddings=61, embedding_dim=5")
        .contains("standardized as");
  }

  @Test
  void rowsAreStreamedHeldOutAndFolded() {
    assertThat(printed("--stream", "--batch-size=50", "--epochs=2")).contains("streamed:");
    assertThat(printed("--validation=0.2", "--test=" + table, "--epochs=2")).contains("test: R2");
    assertThat(printed("--folds=2", "--epochs=2")).contains("2 folds: R2");
    assertThat(
            printed(
                "--epochs=2",
                "--features=street",
                "--plot=" + path("p.png"),
                "--predictions=" + path("p.csv")))
        .contains("linear(3, 1)");
    assertThat(path("p.png")).isNotEmptyFile();
  }

  @Test
  void bfgsIsTakenWhereItIsAskedFor() {
    assertThat(
            printed(
                "--optimizer=lbfgs(lr=1, line_search=strong_wolfe)",
                "--standardize",
                "--epochs=20"))
        .containsPattern("training: R2 (0\\.99|1\\.00)");
  }

  @Test
  void aNameThatIsAskedForIsWarnedOf() throws IOException {
    List<String> lines = new ArrayList<>(List.of("id,area,rent"));
    for (int row = 0; row < STREETS; row++) {
      lines.add("flat " + row + "," + row % 7 + "," + row % 5);
    }
    Files.write(table, lines);
    String warning = "another level in nearly every row says nothing about new rows: --exclude id";
    assertThat(printed("--epochs=1")).contains("left out: id").doesNotContain(warning);
    assertThat(printed("--epochs=1", "--features=id,area")).contains(warning);
    assertThat(printed("--epochs=1", "--categorical=id:onehot")).contains(warning);
  }
}
