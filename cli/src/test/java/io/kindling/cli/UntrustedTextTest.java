package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in cells, headers, labels, options, files and their names: what is printed is
 * printable, its lines are short, and it comes before the test is given up. A text whose length
 * somebody squares would take hours.
 */
@Timeout(120)
final class UntrustedTextTest {
  private static final int MANY = 1_000_000;
  private static final String STEERING = "\u001b[2J\u009b2J\u202e\r\u2028\u0007\ufeff";

  @TempDir Path folder;

  static Stream<String> texts() {
    return Stream.of(
        STEERING,
        STEERING.repeat(MANY / 24),
        "1".repeat(MANY) + "x",
        "1".repeat(MANY),
        "." + "0".repeat(MANY) + "e",
        "a" + " ".repeat(MANY) + "b",
        "a" + "\n".repeat(MANY) + "b",
        "a" + " \r\n\t".repeat(MANY / 4) + "b",
        "\"".repeat(MANY),
        "(".repeat(MANY),
        "sequential(".repeat(MANY / 16),
        "sequential(" + "linear(1,1),".repeat(20_000) + "x())",
        "[{'".repeat(MANY / 3),
        ";".repeat(MANY) + "\n",
        "*a".repeat(MANY / 2),
        "e" + "\u0301".repeat(MANY / 2),
        "\ud800".repeat(MANY));
  }

  private Path csv(String... rows) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), String.join("\n", rows) + "\n");
  }

  private static String cell(String text) {
    return '"' + text.replace("\"", "\"\"").replace('\ud800', '?') + '"';
  }

  private static void isPrintable(Run run) {
    for (String text : List.of(run.out(), run.err())) {
      assertThat(text.chars().filter(c -> c != '\n' && c != '…').boxed())
          .noneMatch(
              c ->
                  switch (Character.getType(c)) {
                    case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        true;
                    default -> false;
                  });
      assertThat(text.lines()).allMatch(line -> line.length() <= 420);
      assertThat(text.length()).isLessThan(20_000);
    }
  }

  private static void refused(Object... args) {
    Run run = kindling(args);
    isPrintable(run);
    assertThat(run.err()).startsWith("kindling: ").hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  private static void done(Object... args) {
    Run run = kindling(args);
    isPrintable(run);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void cellsAndLabels(String text) throws IOException {
    Path numbers = csv("x,y", "1,2", cell(text + "x") + ",3");
    refused("train", "--data", numbers, "--target=y", "--epochs=1");
    refused("train", "--data", numbers, "--target=y", "--epochs=1", "--stream");
    Path labels = csv("x,y", "1," + cell("a" + text), "2,b", "3," + cell("c" + text));
    Path plot = folder.resolve("plot.png");
    Path model = folder.resolve("model.pt");
    done(
        "train",
        "--data",
        labels,
        "--target=y",
        "--epochs=1",
        "--loss=cross_entropy()",
        "--save",
        model,
        "--plot",
        plot);
    done("inspect", model);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void headers(String text) throws IOException {
    Path data = csv(cell("x" + text) + ",y", "1,2", "2,3");
    Path plot = folder.resolve("plot.png");
    Path model = folder.resolve("model.pt");
    done("train", "--data", data, "--target=y", "--epochs=1", "--save", model, "--plot", plot);
    done("inspect", model);
    refused("train", "--data", data, "--target=z", "--epochs=1");
    refused("train", "--data", data, "--target=y", "--features=x*z", "--epochs=1");
    refused("train", "--data", data, "--target=z" + text, "--epochs=1");
    refused("train", "--data", csv("a,y", "1,2"), "--target=y", "--features=*" + text + "*q*");
    refused("predict", "--model-file", model, "--data", csv("a,y", "1,2"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void options(String text) throws IOException {
    Path data = csv("x,y", "1,2");
    List<String> names =
        List.of(
            "epochs",
            "batch-size",
            "seed",
            "validation",
            "model",
            "loss",
            "optimizer",
            "schedule",
            "clip",
            "backend",
            "device",
            "standardize");
    for (String name : names) {
      refused("train", "--data", data, "--target=y", "--" + name + "=x" + text);
    }
    refused("train", "--data", data, "--target=y", "--model=linear(" + text + ", 1x)");
    refused("train", "--data", data, "--target=y", "--optimizer=sgd(lr=" + text + "x)");
    refused("convert", "a", "b", "--to=" + text);
    refused("inspect", "a", "b" + text);
    refused("train", "--q" + text);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void notesAndNames(String text) throws IOException {
    String sound = text.replace('\ud800', '?');
    Path model = folder.resolve("model.pt");
    Path data = csv("x,y", "1,2", "2,3");
    done("train", "--data", data, "--target=y", "--epochs=1", "--save", model);
    SavedState saved = StateFile.load(model);
    for (String note : List.of("model", "features", "classes", "feature_scaling")) {
      Map<String, String> notes = new HashMap<>(saved.metadata());
      notes.put("kindling_" + note, sound);
      for (String name : List.of("changed.pt", "changed.safetensors")) {
        Path changed = folder.resolve(name);
        StateFile.save(changed, new SavedState(saved.tensors(), notes));
        done("inspect", changed);
        refused("predict", "--model-file", changed, "--data", data);
      }
    }
    TensorData one = TensorData.full(Shape.of(1), 1);
    String name = sound.substring(0, Math.min(sound.length(), 1000));
    Path named = folder.resolve("named.safetensors");
    StateFile.save(named, new SavedState(Map.of("w" + name, one), Map.of("k" + sound, sound)));
    done("inspect", named);
    refused("train", "--data", data, "--target=y", "--init", named);
    Path tree = folder.resolve("tree.pt");
    TorchFile.save(
        tree, Map.of("w" + sound, one, "s", sound, "l", List.of(sound, Map.of(sound, 1L))));
    done("inspect", tree);
    refused("convert", tree, folder.resolve("out.pt"));
  }

  @Test
  void namesOfFiles() throws IOException {
    Path steering = Files.createDirectory(folder.resolve("d" + STEERING));
    Path data = Files.writeString(steering.resolve("x.csv"), "x,y\n1,2\n2,3\n");
    Path model = steering.resolve("m.pt");
    done("train", "--data", data, "--target=y", "--epochs=1", "--save", model);
    done("train", "--data", data, "--target=y", "--epochs=1", "--stream", "--batch-size=1");
    done("inspect", model);
    refused("inspect", data);
    refused("inspect", steering);
    refused("convert", steering.resolve("none.pt"), model);
    refused("train", "--data", data, "--target=z");
    refused("train", "--data", data, "--target=y", "--save", steering.resolve("none/m.pt"));
    refused("train", "--data", steering.resolve("none.csv"), "--target=y");
  }
}
