package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The same training on every backend. */
final class CompareTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");

  private static Run compared(Object... options) {
    Object[] args = new Object[options.length + 1];
    args[0] = "compare";
    System.arraycopy(options, 0, args, 1, options.length);
    Run run = kindling(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return run;
  }

  private static void refused(String what, Object... args) {
    Run run = kindling(args);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(what).hasLineCount(1);
  }

  @Test
  void theTutorialsRunsAreAsNearAsPromised() {
    Run run = compared();
    assertThat(run.out())
        .contains("libtorch on cpu", "cpu on cpu", "150.57085", "| epochs ", "| time ")
        .contains("as near as the numeric contract promises: losses to 1e-4")
        .contains("libtorch on cuda: not compared: ");
  }

  @Test
  void aLeastSquaresLineIsTheSameToTheLastBit() {
    Run run = compared(DIABETES, "--target=progression");
    assertThat(run.out()).contains("the models are the same to the last bit", "equal bits");
  }

  @Test
  void aNetIsHeldOutAndJudgedAlike() {
    Run run =
        compared(
            DIABETES,
            "--target=progression",
            "--model=sequential(linear(10, 8), tanh(), linear(8, 1))",
            "--validation=0.2",
            "--seed=3",
            "--epochs=40",
            "--json");
    assertThat(run.out())
        .hasLineCount(1)
        .contains(
            "\"near_losses\":true,\"near_weights\":true",
            "\"equal_weights\":false",
            "\"validation\":{\"r2\":");
  }

  @Test
  void placesMayBeChosen() {
    assertThat(compared("--backend=cpu", "--backend=libtorch").out().indexOf("cpu on cpu"))
        .isLessThan(compared("--backend=cpu", "--backend=libtorch").out().indexOf("libtorch on"));
    refused("(got cpu on cpu alone; expected two", "compare", "--backend=cpu");
    refused("--device: a backend must have it here (got cuda:7", "compare", "--device=cuda:7");
    refused("backend", "compare", "--backend=cpux");
  }

  @Test
  void whatOnlyTrainDoesIsNamed() {
    refused("--folds is for train", "compare", "--folds=3");
    refused("--columns is for train", "compare", DIABETES, "--target=bmi", "--columns=age");
    refused("'--save', which is an option of train", "compare", "--save", "model.pt");
    refused("'--resume', which is an option of train", "compare", "--resume", "model.pt");
  }
}
