package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model that was saved is worth. */
final class EvaluateTest {
  private static final Path FLATS = Path.of("../docs/data/flats.csv");

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void name() {
    model = folder.resolve("model.pt");
  }

  private Run train(Object... options) {
    List<Object> args = new ArrayList<>(List.of("train", "--save=" + model));
    args.addAll(Arrays.asList(options));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEmpty();
    return run;
  }

  private static Run evaluated(Object... options) {
    List<Object> args = new ArrayList<>(List.of("evaluate"));
    args.addAll(Arrays.asList(options));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return run;
  }

  /** A number of a table that was printed. */
  private static String shown(Run run, String name, int column) {
    String line =
        run.lines().stream().filter(each -> each.startsWith("| " + name + " ")).findFirst().get();
    return line.split("\\|")[column + 1].strip();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void numbersAreThoseOfTheTraining() {
    Run trained = train(FLATS, "--target=rent", "--exclude=id", "--missing=median");
    Run judged = evaluated(FLATS, "--model-file=" + model);
    assertThat(shown(judged, "predicts", 1)).isEqualTo("rent");
    assertThat(shown(judged, "rows", 1)).isEqualTo("80");
    assertThat(trained.out())
        .contains(
            "training: R2 "
                + shown(judged, "R2", 1)
                + ", MAE "
                + shown(judged, "MAE", 1)
                + ", RMSE "
                + shown(judged, "RMSE", 1));
  }

  @Test
  void labelsAreThoseOfTheTraining() {
    Run trained =
        train(FLATS, "--target=energy", "--features=rent,built", "--loss=cross_entropy()");
    Run judged = evaluated(FLATS, "--model-file=" + model);
    assertThat(trained.out())
        .contains(
            "accuracy "
                + shown(judged, "accuracy", 1)
                + ", log-loss "
                + shown(judged, "log-loss", 1));
    assertThat(Double.parseDouble(shown(judged, "ROC AUC", 1))).isBetween(0.5, 1.0);
    String confusion = "| energy | as A | as B | as C | rows | recall |";
    assertThat(judged.out().substring(judged.out().indexOf(confusion)).lines().skip(2).limit(3))
        .allMatch(line -> trained.out().contains(line));
  }

  @Test
  void modelsStandSideBySide() {
    train(FLATS, "--target=rent", "--features=built");
    Path other = folder.resolve("other.pt");
    kindling("train", FLATS, "--target=rent", "--features=district,balcony", "--save=" + other);
    Run both = evaluated(FLATS, "--model-file=" + model, "--model-file=" + other);
    for (int i = 0; i < 2; i++) {
      Run one = evaluated(FLATS, "--model-file=" + List.of(model, other).get(i));
      assertThat(shown(both, "R2", i + 1)).isEqualTo(shown(one, "R2", 1));
    }
  }

  @Test
  void rowsCountByTheirWeights() throws IOException {
    Path all = file("all.csv", "x,y,w\n1,2,1\n2,5,2\n3,4,0\n4,9,1\n");
    Path twice = file("twice.csv", "x,y\n1,2\n2,5\n2,5\n4,9\n");
    train(all, "--target=y", "--features=x", "--epochs=5");
    Run weighted = evaluated(all, "--model-file=" + model, "--weights=w");
    Run repeated = evaluated(twice, "--model-file=" + model);
    for (String name : List.of("R2", "MAE", "RMSE")) {
      assertThat(shown(weighted, name, 1)).isEqualTo(shown(repeated, name, 1));
    }
  }

  @Test
  void theColumnOfWeightsMayStandInQuotes() throws IOException {
    Path data = file("all.csv", "x,y,\"w, all\"\n1,2,1\n2,5,2\n3,4,0\n4,9,1\n");
    train(data, "--target=y", "--features=x", "--weights=\"w, all\"", "--epochs=5");
    Run judged = evaluated(data, "--model-file=" + model, "--weights=\"w, all\"");
    assertThat(judged.out())
        .isEqualTo(evaluated(data, "--model-file=" + model, "--weights= w, all ").out());
  }

  @Test
  void aModelOfLogarithmsIsJudgedByItsLoss() throws IOException {
    Path counts = file("counts.csv", "x,y\n1,0\n2,1\n3,1\n4,4\n5,7\n");
    Run trained = train(counts, "--target=y", "--loss=poisson_nll()", "--test=" + counts);
    Run judged = evaluated(counts, "--model-file=" + model);
    assertThat(judged.out()).doesNotContain("R2");
    assertThat(trained.out()).contains("test: loss " + shown(judged, "loss", 1));
  }

  @Test
  void aMissingCellIsRefusedOrItsRowLeftOut() throws IOException {
    Path whole = file("whole.csv", "x,y\n1,2\n2,5\n3,4\n4,9\n");
    Path gaps = file("gaps.csv", "x,y\n1,2\n,5\n3,\n4,9\n");
    Path without = file("without.csv", "x,y\n1,2\n4,9\n");
    train(whole, "--target=y");
    Run refused = kindling("evaluate", gaps, "--model-file=" + model);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("gaps.csv, line 3, column x").contains("--missing drop");
    Run left = evaluated(gaps, "--model-file=" + model, "--missing=drop");
    assertThat(shown(left, "rows", 1)).isEqualTo("2");
    assertThat(shown(left, "left out", 1)).isEqualTo("2");
    assertThat(left.lines().stream().filter(line -> !line.startsWith("| left out ")))
        .isEqualTo(evaluated(without, "--model-file=" + model).lines());
    assertThat(evaluated(gaps, "--model-file=" + model, "--missing=drop", "--json").out())
        .contains("\"rows\":2,\"left_out\":2,\"unknown_levels\":{},");
  }

  @Test
  void levelsThatTheModelDoesNotKnowAreCounted() throws IOException {
    Path known = file("known.csv", "x,kind,y\n1,a,2\n2,b,5\n3,a,4\n4,b,9\n");
    Path other = file("other.csv", "x,kind,y\n1,a,2\n2,c,5\n3,d,4\n4,b,9\n");
    train(known, "--target=y");
    Path numbers = folder.resolve("numbers.pt");
    kindling("train", known, "--target=y", "--features=x", "--save=" + numbers);
    String said = "2 rows hold a level of kind that the model does not know, as 'c'\n";
    Run one = kindling("evaluate", other, "--model-file=" + model, "--json");
    assertThat(one.err()).isEqualTo("kindling: " + said);
    assertThat(one.out()).contains("\"unknown_levels\":{\"kind\":2}");
    assertThat(
            kindling("evaluate", other, "--model-file=" + numbers, "--model-file=" + model).err())
        .isEqualTo("kindling: " + model + ": " + said);
  }

  /** Where a missing category stands for none of its levels, it does so in every use of a model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --epochs 2 --missing mean",
        "train --epochs 2 --missing indicator",
        "train --epochs 2 --missing mean --categorical kind:embedding=2",
        "fit --missing median",
        "path --missing mean --folds 3"
      })
  void aMissingCategoryIsFilledAsItWasForTheModel(String command) throws IOException {
    String rows = "kind,x,y\na,1,2\nb,2,3\n,2,3\na,,3\nb,5,5\nNA,4,6\nb,1,1\n";
    Path table = file("gaps.csv", rows);
    List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
    words.addAll(List.of(table, "--target=y", "--save=" + model));
    assertThat(kindling(words.toArray()).err()).isEmpty();
    Run said = kindling("predict", table, "--model-file=" + model);
    assertThat(said.err()).isEmpty();
    assertThat(said.lines()).hasSize(8);
    assertThat(shown(evaluated(table, "--model-file=" + model), "rows", 1)).isEqualTo("7");
    Path figure = folder.resolve("figure.svg");
    assertThat(kindling("plot", table, "--model-file=" + model, "--out=" + figure).err()).isEmpty();
    Path other = file("other.csv", rows.replace("\nNA,", "\nc,"));
    assertThat(kindling("evaluate", other, "--model-file=" + model).err())
        .isEqualTo("kindling: 1 row holds a level of kind that the model does not know, as 'c'\n");
  }

  @Test
  void ofOneRowNothingIsExplained() throws IOException {
    Path one = file("one.csv", "x,y\n2,5\n");
    train(file("whole.csv", "x,y\n1,2\n2,5\n3,4\n"), "--target=y");
    assertThat(shown(evaluated(one, "--model-file=" + model), "R2", 1)).isEqualTo("undefined");
  }

  @Test
  void whatDoesNotFitIsRefusedInALine() throws IOException {
    train(FLATS, "--target=energy", "--features=rent", "--loss=cross_entropy()");
    Path noTarget = file("no-target.csv", "rent\n50\n60\n");
    Path newLabel = file("new-label.csv", "rent,energy\n50,A\n60,G\n");
    assertRefused("energy", noTarget, "--model-file=" + model);
    assertRefused("'G'", newLabel, "--model-file=" + model);
    assertRefused("--model-file", FLATS);
    assertRefused(
        "--decimal: it is for tables that are text",
        "--jdbc=jdbc:h2:mem:",
        "--query=SELECT 50 AS RENT",
        "--decimal=,",
        "--model-file=" + model);
    assertRefused("evaluate needs a table", "--model-file=" + model);
    assertRefused("nothing.pt", FLATS, "--model-file=" + folder.resolve("nothing.pt"));
  }

  private static void assertRefused(String named, Object... options) {
    List<Object> args = new ArrayList<>(List.of("evaluate"));
    args.addAll(Arrays.asList(options));
    Run run = kindling(args.toArray());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(named);
    assertThat(run.err().lines()).hasSize(1);
  }
}
