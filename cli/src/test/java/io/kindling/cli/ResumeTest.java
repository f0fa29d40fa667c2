package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.cli.options.ResumedTraining;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** {@code kindling train --checkpoint-every} and {@code --resume}. */
final class ResumeTest {
  @TempDir Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void aTable() throws IOException {
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 50; i++) {
      double a = Math.sin(i);
      double b = Math.cos(3 * i);
      text.append(String.format(Locale.ROOT, "%.4f,%.4f,%.4f%n", a, b, 2 * a - b + 0.1 * a * b));
    }
    data = Files.writeString(folder.resolve("data.csv"), text);
    model = folder.resolve("a model.pt");
  }

  private Object[] training(Path save, int epochs, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + data,
                "--target=y",
                "--model=sequential(linear(2, 6), relu(), dropout(p=0.2), linear(6, 1))",
                "--optimizer=adam(lr=0.02)",
                "--schedule=plateau(patience=2)",
                "--batch-size=8",
                "--shuffle",
                "--validation=0.2",
                "--standardize",
                "--early-stopping=30",
                "--seed=7",
                "--quiet"));
    words.add("--save=" + save);
    words.add("--epochs=" + epochs);
    words.addAll(List.of(more));
    return words.toArray();
  }

  private static void done(Run run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  private void refused(Run run, String message) {
    assertThat(run.err()).startsWith("kindling: ").contains(message).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void goesOnAsIfNothingHadBeen(int every) throws IOException {
    Path undisturbed = Files.createDirectory(folder.resolve("undisturbed")).resolve("a model.pt");
    done(kindling(training(undisturbed, 20)));
    done(kindling(training(model, 13, "--checkpoint-every=" + every)));
    done(kindling("train", "--resume", model, "--epochs", 20, "--quiet"));
    assertThat(model).hasSameBinaryContentAs(undisturbed);
  }

  @Test
  void keepsTheLastThreeAndPredictsFromThemToo() throws IOException {
    done(kindling(training(model, 3, "--checkpoint-every=4")));
    assertThat(names())
        .containsExactly(
            "a model.checkpoint-12.pt",
            "a model.checkpoint-4.pt",
            "a model.checkpoint-8.pt",
            "a model.pt",
            "data.csv");
    Run run =
        kindling(
            "predict", "--model-file", folder.resolve("a model.checkpoint-8.pt"), "--data", data);
    done(run);
    assertThat(run.lines()).hasSize(51);
  }

  @Test
  void theFileMayBeACheckpointOrThatOfSaveAndOptionsMayBeTypedAgain() throws IOException {
    done(kindling(training(model, 4, "--checkpoint-every=5")));
    byte[] once = Files.readAllBytes(model);
    Path checkpoint = folder.resolve("a model.checkpoint-10.pt");
    done(kindling("train", "--resume", checkpoint, "--quiet"));
    assertThat(model).hasBinaryContent(once);
    done(kindling(training(model, 4, "--checkpoint-every=5", "--resume")));
    assertThat(model).hasBinaryContent(once);
  }

  @Test
  void itSaysWhereItGoesOn() {
    done(kindling(training(model, 4, "--checkpoint-every=6")));
    Run run = kindling("train", "--resume=" + model);
    done(run);
    Path newest = folder.resolve("a model.checkpoint-18.pt");
    assertThat(run.lines()).contains("resumed from " + newest + ", in epoch 4 after step 18");
    assertThat(run.lines()).anyMatch(line -> line.startsWith("epoch 4, loss"));
    assertThat(run.lines()).noneMatch(line -> line.startsWith("epoch 3, loss"));
  }

  @Test
  void aCheckpointIsATorchFile() {
    done(kindling(training(model, 2, "--checkpoint-every=3")));
    var checkpoint = TorchFile.loadTree(folder.resolve("a model.checkpoint-9.pt"));
    assertThat(checkpoint.get("step")).isEqualTo(9L);
    assertThat(checkpoint).containsKeys("model", "optimizer", "epoch", "history", "random");
  }

  @Test
  void checkpointsOfASafeTensorsModelAreTorchFiles() throws IOException {
    Path tensors = folder.resolve("m.safetensors");
    done(kindling(training(tensors, 2, "--checkpoint-every=5")));
    assertThat(names()).contains("m.checkpoint-10.pt", "m.safetensors");
    byte[] once = Files.readAllBytes(tensors);
    done(kindling("train", "--resume", tensors, "--quiet"));
    assertThat(tensors).hasBinaryContent(once);
  }

  @Test
  void onTheOtherBackendTheNumbersAgree() {
    done(kindling(training(model, 6, "--checkpoint-every=7")));
    var own = TorchFile.load(model);
    done(kindling("train", "--resume", model, "--backend", "libtorch", "--quiet"));
    TorchFile.load(model)
        .forEach(
            (name, values) -> {
              TensorData expected = Objects.requireNonNull(own.get(name));
              for (int i = 0; i < values.shape().numel(); i++) {
                float number = expected.floats().get(i);
                assertThat(values.floats().get(i)).as(name).isCloseTo(number, within(1e-4f));
              }
            });
  }

  @Test
  void whatDoesNotAgreeIsRefused() throws IOException {
    done(kindling(training(model, 3, "--checkpoint-every=4")));
    byte[] before = Files.readAllBytes(model);
    refused(
        kindling("train", "--resume", model, "--seed=8", "--optimizer=sgd(lr=0.1)"),
        "--seed was 7, --optimizer was adam(lr=0.02)");
    refused(kindling("train", "--resume", model, "--clip=norm(1)"), "--clip was not there");
    refused(kindling("train", "--resume", model, "--epochs=2"), "epochs is 2, but epoch 3");
    refused(kindling("train", "--resume", model, "--init", model), "exclude each other");
    Files.writeString(data, Files.readString(data).replaceFirst("0\\.0000", "0.0001"));
    refused(kindling("train", "--resume", model), "the data must be those");
    assertThat(model).hasBinaryContent(before);
  }

  @Test
  void dataThatDifferInDigitsThatFloat32LosesAreOthers() throws IOException {
    String text = "time,y\n1700000000000,1\n1700000001000,2\n1700000002000,3\n";
    Files.writeString(data, text);
    done(
        kindling(
            "train",
            "--data=" + data,
            "--target=y",
            "--standardize",
            "--epochs=2",
            "--checkpoint-every=1",
            "--save=" + model));
    Files.writeString(data, text.replace("2000", "2001"));
    refused(kindling("train", "--resume", model, "--epochs=3"), "the data must be those");
    Files.writeString(data, text);
    done(kindling("train", "--resume", model, "--epochs=3"));
  }

  @Test
  void whatIsNotThereIsRefused() {
    refused(kindling("train", "--resume"), "--resume needs a checkpoint, or --save FILE");
    refused(kindling("train", "--resume", model), "there must be a checkpoint");
    done(kindling("train", "--save", model, "--quiet"));
    refused(
        kindling("train", "--resume", model),
        "--resume: there must be a checkpoint (got "
            + model
            + ": the file must be a training's checkpoint, found other values; expected a checkpoint,"
            + " or a model with one beside it; train with --checkpoint-every N first;");
    refused(kindling("train", "--checkpoint-every=5"), "--checkpoint-every needs --save FILE");
    refused(
        kindling("train", "--checkpoint-every=0", "--save", model),
        "--checkpoint-every must be at least 1 (got 0)");
  }

  @Test
  void aCheckpointDoesNotSayWhatIsWrittenOver() throws IOException {
    Path history = folder.resolve("history.csv");
    done(kindling(training(model, 2, "--checkpoint-every=5", "--history=" + history)));
    byte[] saved = Files.readAllBytes(model);
    Files.delete(history);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path copy = elsewhere.resolve("other.checkpoint-10.pt");
    Files.move(folder.resolve("a model.checkpoint-10.pt"), copy);
    Files.delete(model);
    done(kindling("train", "--resume", copy, "--quiet"));
    assertThat(model).doesNotExist();
    assertThat(history).doesNotExist();
    Path other = elsewhere.resolve("other.pt");
    assertThat(TorchFile.load(other)).isNotEmpty();
    assertThat(Files.size(other)).isLessThanOrEqualTo(saved.length);
    Files.delete(data);
    refused(kindling("train", "--resume", copy), "say where it is now with --data");
  }

  @Test
  void aCheckpointDoesNotNameFilesOfFurtherOptions() throws IOException {
    done(kindling(training(model, 2, "--checkpoint-every=10")));
    Path checkpoint = folder.resolve("a model.checkpoint-10.pt");
    Path words = Files.writeString(folder.resolve("words"), "--epochs=1\n");
    Map<String, Object> tree =
        new LinkedHashMap<>(TorchFile.loadTree(checkpoint, EnumSet.allOf(StoredType.class)));
    tree.put("notes", Map.of("kindling_options", "@" + words));
    tree.put("model", TorchFile.load(model));
    TorchFile.save(checkpoint, tree);
    refused(kindling("train", "--resume", checkpoint), "(got kindling_options @" + words);
  }

  /** A checkpoint comes from anybody: it opens no other file and runs no driver's code. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--lib=driver.jar",
        "--jdbc=jdbc:x,--query=q",
        "--init=/etc/passwd",
        "--folds=3",
        "--resume=other.pt",
        "--entry=a",
        "--strip-prefix=a.",
        "--quiet"
      })
  void aCheckpointNamesNothingThatItsTrainingWouldNotHaveNoted(String words) throws IOException {
    done(kindling(training(model, 2, "--checkpoint-every=10")));
    Path checkpoint = folder.resolve("a model.checkpoint-10.pt");
    Map<String, Object> tree =
        new LinkedHashMap<>(TorchFile.loadTree(checkpoint, EnumSet.allOf(StoredType.class)));
    tree.put("notes", Map.of("kindling_options", "--epochs=3," + words));
    TorchFile.save(checkpoint, tree);
    refused(kindling("train", "--resume", checkpoint), "(got kindling_options --epochs=3," + words);
  }

  /**
   * Who adds an option decides here what a checkpoint may say of it: what is in none of these lists
   * is taken from a checkpoint that comes from anybody.
   */
  @Test
  void whatIsTakenFromACheckpointOpensNoFileAndRunsNoCode() {
    Set<String> taken =
        Set.of(
            "--batch-size",
            "--categorical",
            "--class-weights",
            "--clip",
            "--date-parts",
            "--decimal",
            "--drop-last",
            "--early-stopping",
            "--encoding",
            "--exclude",
            "--features",
            "--loss",
            "--missing",
            "--missing-values",
            "--model",
            "--offset",
            "--optimizer",
            "--polish",
            "--schedule",
            "--seed",
            "--separator",
            "--shuffle",
            "--standardize",
            "--stream",
            "--target",
            "--thousands",
            "--weights",
            "--zero-start");
    Set<String> seen =
        Set.of(
            "--backend",
            "--checkpoint-every",
            "--data",
            "--device",
            "--epochs",
            "--test",
            "--validation");
    Set<String> names = new TreeSet<>();
    Kindling.train(Kindling.commandLine()).getCommandSpec().options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !name.equals("--help") && !name.equals("--version"))
        .forEach(names::add);
    Set<String> guarded = new TreeSet<>(names);
    guarded.removeAll(taken);
    guarded.removeAll(seen);
    assertThat(names).containsAll(taken).containsAll(seen);
    assertThat(guarded).isEqualTo(new TreeSet<>(ResumedTraining.guarded()));
  }

  @Test
  void anotherTrainingDoesNotMixItsCheckpointsIn() {
    done(kindling(training(model, 2, "--checkpoint-every=4")));
    refused(
        kindling(training(model, 2, "--checkpoint-every=4")),
        "checkpoints of another training must not be mixed with new ones");
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    done(kindling(training(model, 2, "--checkpoint-every=4")));
    Path newest = folder.resolve("a model.checkpoint-8.pt");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    refused(kindling("train", "--resume", model), newest + ": ");
  }
}
