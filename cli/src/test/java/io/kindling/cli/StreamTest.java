package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are read anew in every epoch. */
final class StreamTest {
  @TempDir Path folder;

  /** A table of more rows than a model is applied to at once. */
  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind,side,y\n");
    for (int i = 0; i < 10_000; i++) {
      double a = Math.sin(i);
      double b = 1e6 + Math.cos(3 * i);
      text.append(
          String.format(
              Locale.ROOT,
              "%.4f,%.4f,%s,%s,%.4f%n",
              a,
              b,
              a > 0.5 ? "high" : a < -0.5 ? "low" : "mid",
              b > 1e6 ? "yes" : "no",
              2 * a - b + 1e6));
    }
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private static void done(Run run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  /** What a run prints, but for the line that says that it streams. */
  private static List<String> lines(Run run) {
    return run.lines().stream().filter(line -> !line.startsWith("streamed: ")).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--target=y --features=b,a --standardize|cpu",
        "--target=y --features=a|cpu",
        "--target=y,b --features=a --standardize --schedule=step(size=2)|libtorch",
        "--target=kind --features=a,b --loss=cross_entropy() --standardize|cpu",
        "--target=side,kind2 --features=a,b --loss=bce_with_logits() --standardize|cpu"
      })
  void trainsAsInMemoryToTheLastBit(String options, String backend) throws IOException {
    Path data = table();
    if (options.contains("kind2")) {
      String text = Files.readString(data);
      Files.writeString(
          data, text.replace("kind", "kind2").replace("mid", "low").replace("high", "1.0"));
    }
    List<List<String>> printed = new ArrayList<>();
    List<byte[]> models = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (String stream : List.of("--quiet=false", "--stream")) {
      Path model = folder.resolve("model.pt");
      Path predictions = folder.resolve("p.csv");
      Path history = folder.resolve("h.csv");
      List<Object> args = new ArrayList<>(List.of("train", "--data", data, stream));
      args.addAll(Arrays.asList(options.split(" ")));
      args.addAll(
          List.of("--batch-size=1500", "--epochs=3", "--optimizer=adam(lr=0.05)", "--seed=3"));
      args.addAll(List.of("--backend=" + backend, "--save", model, "--history", history));
      args.addAll(List.of("--predictions", predictions));
      Run run = kindling(args.toArray());
      done(run);
      assertThat(run.out().contains("\nstreamed: " + data + " is read anew in every epoch\n"))
          .isEqualTo(stream.equals("--stream"));
      printed.add(lines(run));
      models.add(Files.readAllBytes(model));
      files.add(Files.readString(predictions) + Files.readString(history));
    }
    assertThat(printed.get(1)).isEqualTo(printed.get(0));
    assertThat(models.get(1)).isEqualTo(models.get(0));
    assertThat(files.get(1)).isEqualTo(files.get(0));
  }

  private Object[] training(Path data, Path model, int epochs) {
    return new Object[] {
      "train",
      "--data=" + data,
      "--target=y",
      "--features=a,b",
      "--standardize",
      "--stream",
      "--batch-size=700",
      "--checkpoint-every=6",
      "--optimizer=adam(lr=0.02)",
      "--quiet",
      "--save=" + model,
      "--epochs=" + epochs
    };
  }

  @Test
  void goesOnFromACheckpoint() throws IOException {
    Path data = table();
    Path undisturbed = Files.createDirectory(folder.resolve("u")).resolve("model.pt");
    Path model = folder.resolve("model.pt");
    done(kindling(training(data, undisturbed, 4)));
    done(kindling(training(data, model, 2)));
    done(kindling("train", "--resume", model, "--epochs=4", "--quiet"));
    assertThat(model).hasSameBinaryContentAs(undisturbed);
    Files.writeString(data, Files.readString(data).replaceFirst("0\\.8415", "0.8416"));
    assertThat(kindling("train", "--resume", model, "--epochs=5").err())
        .contains("the data must be those that the training began with");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=1|streamed rows need a batch size (got no --batch-size; expected"
            + " --batch-size N, such as 1000)",
        "--batch-size=2 --shuffle|streamed rows come in the file's order and are never all in"
            + " memory (got --shuffle; expected --stream without it; shuffle the lines of the"
            + " file)",
        "--batch-size=2 --validation=0.5|streamed rows come in the file's order and are never all"
            + " in memory (got --validation 0.5; expected --stream without it; --validation FILE.csv"
            + " judges by another table)",
        "--batch-size=2 --folds=2|streamed rows come in the file's order and are never all in"
            + " memory (got --folds; expected --stream without it)",
        "--batch-size=2 --plot=p.png|streamed rows come in the file's order and are never all in"
            + " memory (got --plot; expected --stream without it; plot a file of some of the rows)"
      })
  void whatNeedsAllRowsIsRefused(String options, String message) throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,y\n1,2\n2,3\n3,4\n");
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--target=y", "--stream"));
    args.addAll(Arrays.asList(options.split(" ")));
    Run run = kindling(args.toArray());
    assertThat(run.err()).isEqualTo("kindling: --stream: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void cellsAreCheckedBeforeTheTrainingBegins() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,y\n1,2\n\n2,red\n");
    Object[] args = {"train", "--data", data, "--target=y", "--stream", "--batch-size=1"};
    assertThat(kindling(args))
        .isEqualTo(
            new Run(
                2,
                "",
                "kindling: "
                    + data
                    + ", line 4, column y: a cell must hold a number (got 'red'; expected a finite"
                    + " number such as 1.5; to predict labels use --loss \"cross_entropy()\")\n"));
    Files.writeString(data, "x,y\n");
    assertThat(kindling(args).err())
        .isEqualTo(
            "kindling: "
                + data
                + ": there must be at least one row (got a header only; expected data)\n");
    assertThat(kindling("train", "--stream", "--batch-size=2").err())
        .isEqualTo(
            "kindling: --stream: only a file can be streamed (got no --data; expected --data"
                + " FILE.csv)\n");
    Files.writeString(data, "x,y\n1,2\n2,3\n");
    args[5] = "--batch-size=3";
    assertThat(kindling(args).err())
        .isEqualTo(
            "kindling: --batch-size: a batch must not be larger than the data (got 3; expected at"
                + " most 2)\n");
  }

  /** 37 MB of text, which are 40 MB in memory before they are prepared, with a heap of 38. */
  @ParameterizedTest
  @ValueSource(strings = {"--batch-size=4096", "--quiet"})
  void aTableThatIsLargerThanTheHeap(String option) throws Exception {
    Path data = folder.resolve("large.csv");
    try (BufferedWriter text = Files.newBufferedWriter(data)) {
      text.write("a,b,c,d,y\n");
      for (int i = 0; i < 1_000_000; i++) {
        int a = i % 1000;
        int b = i % 777;
        text.write(
            "0." + (a + 1000) + ",0." + (b + 1000) + ",1.5e-1,17.000000," + (a - b) + ".5\n");
      }
    }
    assertThat(Files.size(data)).isGreaterThan(37_000_000);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path predictions = folder.resolve("p.csv");
    Path model = folder.resolve("model.pt");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx38m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.kindling.cli.Main",
                "train",
                "--data=" + data,
                "--target=y",
                "--standardize",
                "--optimizer=sgd(lr=0.1)",
                "--epochs=1",
                "--predictions=" + predictions,
                "--save=" + model,
                "--checkpoint-every=200",
                option)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (option.startsWith("--batch-size")) {
      assertThat(process.waitFor()).as(out).isZero();
      assertThat(out)
          .contains("streamed: " + data + " is read anew in every epoch")
          .contains("training: R2 1.0000");
      assertThat(Files.readAllLines(predictions)).hasSize(1_000_001);
      byte[] undisturbed = Files.readAllBytes(model);
      Run onward = kindling("train", "--resume", model); // in a heap that would hold the table
      assertThat(onward.out()).contains("\nstreamed: ").contains("in epoch 1 after step 200\n");
      assertThat(model).hasBinaryContent(undisturbed);
    } else {
      assertThat(process.waitFor()).as(out).isEqualTo(2);
      assertThat(out)
          .startsWith(
              "kindling: memory: what is asked for must fit the memory (got more than"
                  + " the heap of ")
          .endsWith(
              " MB; expected a smaller table or model, or a larger heap; KINDLING_OPTS=-Xmx8g makes"
                  + " the heap 8 GB; with --stream and --batch-size the table is read anew in every"
                  + " epoch)\n");
    }
  }
}
