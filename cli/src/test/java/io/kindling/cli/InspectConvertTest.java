package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kindling inspect} and {@code kindling convert}. */
final class InspectConvertTest {
  @TempDir Path folder;

  private String inspect(Path file) {
    Run run = kindling("inspect", file);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return run.out();
  }

  /** The same with one space in the place of several. */
  private String inspectTight(Path file) {
    return inspect(file).replaceAll(" +", " ");
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).startsWith("kindling: ").contains(message).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void showsASavedModel() throws IOException {
    Path model = folder.resolve("model.pt");
    kindling("train", "--epochs=1", "--optimizer=sgd(lr=0)", "--save", model, "--quiet");
    assertThat(inspect(model))
        .isEqualTo(
            """
            %s: a file of PyTorch's torch.save, %,d bytes
            kindling_model     linear(1, 1)
            kindling_features  x
            kindling_targets   y
            kindling_loss      mse()
            kindling_crc32     a sum of the notes above
            kindling_proof     16 rows, and what the model makes of them

            +--------+---------+--------+-------------+
            | tensor |  type   | shape  |   values    |
            +--------+---------+--------+-------------+
            | weight | float32 | [1, 1] | -0.00748682 |
            | bias   | float32 |    [1] |   0.5364436 |
            +--------+---------+--------+-------------+
            """
                .formatted(model, Files.size(model)));
  }

  @Test
  void showsEveryFormAndType() {
    Path file = folder.resolve("all.pt");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", 3);
    values.put("loss", 0.5);
    values.put("none", null);
    values.put("done", true);
    values.put("betas", Tuple.of(0.9, 0.999));
    values.put("many", Collections.nCopies(12, 1L));
    values.put("nested", Map.of("list", List.of(Map.of("x", 1L))));
    values.put("log", Collections.nCopies(30, Map.of("x", 1L)));
    values.put("big", TensorData.full(Shape.of(11), 1));
    values.put("half", stored(StoredType.FLOAT16, 0x00, 0x3e));
    values.put("unsigned", stored(StoredType.UINT64, -1, -1, -1, -1, -1, -1, -1, -1));
    values.put("complex", stored(StoredType.COMPLEX64, 0, 0, -128, 63, 0, 0, 0, -64));
    TorchFile.save(file, values);
    assertThat(inspectTight(file))
        .contains("\nepoch 3\nloss 0.5\nnone None\ndone True\nbetas (0.9, 0.999)\n")
        .contains("\nmany [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, … 2 more]\n")
        .contains("\nnested.list.0.x 1\nlog.0.x 1\nlog … 28 more\nlog.29.x 1\n")
        .contains("| big | float32 | [11] | |")
        .contains("| half | float16 | [1] | 1.5 |")
        .contains("| unsigned | uint64 | [1] | 18446744073709551615 |")
        .contains("| complex | complex64 | [1] | (1-2j) |");
  }

  /** As Python shows them. */
  @Test
  void tellsTextsFromOtherValues() {
    Path file = folder.resolve("texts.pt");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("none", null);
    values.put("text", "None");
    values.put("number", "1");
    values.put("truth", "True");
    values.put("quote", "it's");
    values.put("list", List.of("1", 1L, false));
    TorchFile.save(file, values);
    assertThat(inspectTight(file))
        .endsWith(
            """

            none None
            text 'None'
            number '1'
            truth 'True'
            quote "it's"
            list ['1', 1, False]
            """);
    TorchFile.saveExact(file, "None");
    assertThat(inspectTight(file)).endsWith("\n(all) 'None'\n");
  }

  /** It is what a model without parameters has: nothing is wrong, but that is said. */
  @Test
  void saysThatAStateHasNoTensors() {
    Path file = folder.resolve("relu.pt");
    Path out = folder.resolve("relu.safetensors");
    TorchFile.save(file, Map.of());
    String said = "the state has no tensors, as of a model without parameters\n";
    assertThat(kindling("convert", file, out)).isEqualTo(new Run(0, said, ""));
    assertThat(kindling("convert", out, file)).isEqualTo(new Run(0, said, ""));
    for (Path empty : List.of(file, out)) {
      assertThat(inspect(empty)).endsWith("\nno tensors, as of a model without parameters\n");
    }
  }

  private static StoredTensor stored(StoredType type, int... bytes) {
    byte[] values = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = (byte) bytes[i];
    }
    return StoredTensor.of(type, Shape.of(1), values);
  }

  @Test
  void whatCouldTakeOverATerminalIsNotPrinted() {
    Path file = folder.resolve("file.safetensors");
    String name = "a\u001b[2Jb\u202ec";
    TensorData one = TensorData.full(Shape.of(1), 1);
    SafeTensors.write(file, new SavedState(Map.of(name, one), Map.of("k", "v\u001b]0;x\u0007")));
    assertThat(inspect(file))
        .contains("| a\\u001b[2Jb\\u202ec |")
        .contains("v\\u001b]0;x\\u0007")
        .doesNotContain("\u001b");
  }

  @Test
  void showsACheckpoint() {
    Path model = folder.resolve("model.pt");
    kindling("train", "--epochs=20", "--save", model, "--checkpoint-every=20", "--quiet");
    assertThat(inspectTight(folder.resolve("model.checkpoint-20.pt")))
        .contains(": a training's checkpoint, as torch.save writes, ")
        .contains("\nepoch 19\nstep 20\nbatch 1\n")
        .contains("\nspecs.model 'linear(1, 1)'\n")
        .contains("| model.weight | float32 | [1, 1] |")
        .contains("| history.loss | float64 | [19] | |");
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    refused(kindling("inspect", folder.resolve("none")), "the file must exist");
    Path text = Files.writeString(folder.resolve("text"), "x,y\n1,2\n");
    refused(kindling("inspect", text), text + ": the file must be a zip archive of torch.save");
    refused(kindling("inspect", folder), folder + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "model.ts", "model.pth"})
  void convertsThereAndBackAndPredictsTheSame(String name) throws IOException {
    Path model = folder.resolve("model.pt");
    String spec = "--model=sequential(linear(1, 3), tanh(), linear(3, 1), relu())";
    assertThat(kindling("train", spec, "--standardize", "--save", model).code()).isZero();
    Path other = folder.resolve(name);
    Path folderBack = Files.createDirectory(folder.resolve("back"));
    Path back = folderBack.resolve("model.pt");
    assertThat(kindling("convert", model, other)).isEqualTo(new Run(0, "", ""));
    assertThat(kindling("convert", other, back)).isEqualTo(new Run(0, "", ""));
    assertThat(StateFile.load(other)).isEqualTo(StateFile.load(model));
    assertThat(StateFile.load(back)).isEqualTo(StateFile.load(model));
    Path data = Files.writeString(folder.resolve("data.csv"), "x\n1\n2\n");
    Run expected = kindling("predict", "--model-file", model, "--data", data);
    assertThat(expected.code()).isZero();
    assertThat(kindling("predict", "--model-file", other, "--data", data)).isEqualTo(expected);
  }

  @Test
  void theFormCanBeSaid() {
    Path model = folder.resolve("model.pt");
    kindling("train", "--save", model, "--quiet");
    Path other = folder.resolve("other.pt");
    assertThat(kindling("convert", model, other, "--to=cpp").code()).isZero();
    assertThat(inspect(other)).contains("an archive of C++ torch::save or torch.jit.save");
    assertThat(kindling("convert", model, other, "--to", "safetensors").code()).isZero();
    assertThat(inspect(other)).contains("safetensors, ").contains("float32");
    refused(
        kindling("convert", model, other, "--to", "keras"),
        "'keras' is no form (expected torch, cpp, safetensors, onnx or mlflow)");
    refused(
        kindling("convert", model, model),
        "a file must not be written over another of the same command");
  }

  @Test
  void typesOfNumberStay() {
    Path in = folder.resolve("in.safetensors");
    StoredTensor half = stored(StoredType.FLOAT16, 0x00, 0x3e);
    TorchFile.save(in, Map.of("half", half));
    Path out = folder.resolve("out.safetensors");
    assertThat(kindling("convert", in, out).code()).isZero();
    assertThat(inspectTight(out)).contains("| half | float16 | [1] | 1.5 |");
    StateFile.convert(out, in, StateFormat.TORCH);
    assertThat(inspectTight(in)).contains("| half | float16 | [1] | 1.5 |");
  }

  @Test
  void ofACheckpointTheModelIsConverted() {
    Path model = folder.resolve("model.pt");
    kindling("train", "--epochs=2", "--save", model, "--checkpoint-every=2", "--quiet");
    Path out = folder.resolve("out.safetensors");
    assertThat(kindling("convert", folder.resolve("model.checkpoint-2.pt"), out).code()).isZero();
    assertThat(StateFile.load(out).tensors()).isEqualTo(StateFile.load(model).tensors());
    assertThat(StateFile.load(out).metadata()).containsEntry("kindling_model", "linear(1, 1)");
  }

  @Test
  void convertsByLibTorchsOwnReaderAndWriter() {
    Path model = folder.resolve("model.pt");
    kindling("train", "--epochs=1", "--save", model, "--quiet");
    Path own = folder.resolve("own.ts");
    Path back = folder.resolve("back.safetensors");
    assertThat(kindling("convert", model, own, "--backend", "libtorch").err()).isEmpty();
    assertThat(kindling("convert", own, back, "--backend", "libtorch").err()).isEmpty();
    assertThat(StateFile.load(own)).isEqualTo(StateFile.load(model));
    assertThat(StateFile.load(back)).isEqualTo(StateFile.load(model));
    refused(kindling("convert", model, own, "--backend", "cpu"), "backend cpu");
    refused(
        kindling("convert", model, back, "--backend", "libtorch"),
        "a backend's library reads and writes archives of C++ torch::save");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.tflite", "model.H5", "model.npz"})
  void convertWritesNoFormOfOthers(String name) {
    Path in = folder.resolve("in.pt");
    Path out = folder.resolve(name);
    TorchFile.save(in, Map.of("w", TensorData.full(Shape.of(1), 1)));
    assertThat(kindling("convert", in, out).err())
        .contains(": a file must be of a form that Kindling writes (got an ending of another;")
        .contains("expected .pt, .ts, .safetensors or .onnx;");
    assertThat(out).doesNotExist();
    assertThat(kindling("convert", in, out, "--to=torch").code()).isZero();
  }
}
