package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --entry} and {@code --strip-prefix}: what of a file is meant. */
final class EntryTest {
  private static final TensorData ONE = TensorData.of(new float[] {1}, Shape.of(1, 1));
  private static final TensorData BIAS = TensorData.of(new float[] {2}, Shape.of(1));

  @TempDir Path folder;

  private Path two() {
    Path file = folder.resolve("two.pt");
    TorchFile.save(
        file,
        Map.of(
            "actor", Map.of("weight", ONE, "bias", BIAS),
            "critic", Map.of("net", Map.of("weight", BIAS))));
    return file;
  }

  private static void refused(Run run, String message) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void convertTakesAPart() {
    Path out = folder.resolve("out.safetensors");
    refused(kindling("convert", two(), out), "it must be said which is meant");
    assertThat(kindling("convert", two(), out, "--entry", "critic.net").code()).isZero();
    assertThat(StateFile.load(out).tensors()).isEqualTo(Map.of("weight", BIAS));
  }

  @Test
  void inspectShowsAPart() throws IOException {
    assertThat(kindling("inspect", two(), "--entry=critic").out())
        .contains("net.weight")
        .doesNotContain("bias", "actor");
    refused(kindling("inspect", two(), "--entry=value"), "the file must have the entry 'value'");
    Path wrapped = folder.resolve("wrapped.safetensors");
    StateFile.save(wrapped, new SavedState(Map.of("a.weight", ONE, "b.weight", BIAS), Map.of()));
    assertThat(kindling("inspect", wrapped, "--entry=a").out())
        .contains("weight")
        .doesNotContain("a.weight", "b.weight");
  }

  @Test
  void whatInspectShowsOfAListIsAnEntry() {
    Path list = folder.resolve("list.pt");
    TorchFile.saveExact(list, List.of(Map.of("w", ONE), Tuple.of(1L, Map.of("b", BIAS))));
    assertThat(kindling("inspect", list).out())
        .contains("| 0.w    |", "| 1.1.b  |", "1.0")
        .doesNotContain("(all)");
    Path out = folder.resolve("out.safetensors");
    refused(kindling("convert", list, out), "(got the states 0, 1.1; expected one of them; choose");
    assertThat(kindling("convert", list, out, "--entry=1.1").code()).isZero();
    assertThat(StateFile.load(out).tensors()).isEqualTo(Map.of("b", BIAS));
  }

  @Test
  void inspectShowsEveryFileOfAnIndex() throws IOException {
    StateFile.save(folder.resolve("1.bin"), new SavedState(Map.of("a.w", ONE), Map.of()));
    StateFile.save(folder.resolve("2.safetensors"), new SavedState(Map.of("b.w", ONE), Map.of()));
    Path index =
        Files.writeString(
            folder.resolve("model.index.json"),
            "{\"weight_map\": {\"a.w\": \"1.bin\", \"b.w\": \"2.safetensors\"}}");
    assertThat(kindling("inspect", index).out())
        .contains("the index of a model in 2 files", "a.w", "b.w");
    assertThat(kindling("inspect", index, "--entry=b").out())
        .contains("w  ")
        .doesNotContain("a.w", "b.w");
  }

  @Test
  void inspectRefusesShardsThatConvertRefuses() throws IOException {
    StateFile.save(folder.resolve("1.bin"), new SavedState(Map.of("a", ONE, "b", ONE), Map.of()));
    Path index =
        Files.writeString(
            folder.resolve("model.index.json"), "{\"weight_map\": {\"a\": \"1.bin\"}}");
    for (Run run :
        List.of(kindling("inspect", index), kindling("convert", index, folder.resolve("out.pt")))) {
      refused(run, "a shard must hold the tensors that its index says (got b,");
    }
  }

  @Test
  void noShardOfTheModelThatIsReadIsWrittenOver() throws IOException {
    Path shard = folder.resolve("1.bin");
    StateFile.save(shard, new SavedState(Map.of("weight", ONE), Map.of()));
    Path index =
        Files.writeString(
            folder.resolve("model.index.json"), "{\"weight_map\": {\"weight\": \"1.bin\"}}");
    Path link = Files.createSymbolicLink(folder.resolve("link.pt"), shard);
    byte[] before = Files.readAllBytes(shard);
    String message = "a file must not be written over another of the same command";
    for (Path out : List.of(shard, link, index)) {
      refused(kindling("convert", index, out), message);
    }
    refused(kindling("train", "--init", index, "--save", shard, "--epochs=1"), message);
    assertThat(Files.readAllBytes(shard)).isEqualTo(before);
  }

  @Test
  void libTorchConvertsAPart() {
    Path script = folder.resolve("critic.ts");
    Path out = folder.resolve("net.pt");
    String backend = "--backend=libtorch";
    assertThat(kindling("convert", two(), script, "--entry=critic", backend).code()).isZero();
    assertThat(kindling("convert", script, out, backend).code()).isZero();
    assertThat(StateFile.load(out).tensors()).isEqualTo(Map.of("weight", BIAS));
    StateFile.save(script, new SavedState(Map.of("net.weight", ONE, "head.bias", BIAS), Map.of()));
    assertThat(kindling("convert", script, out, "--entry=net", backend).code()).isZero();
    assertThat(StateFile.load(out).tensors()).isEqualTo(Map.of("weight", ONE));
    refused(
        kindling("convert", script, out, "--entry=tail", backend), "must have the entry 'tail'");
  }

  @Test
  void trainStartsFromAPart() {
    assertThat(kindling("train", "--init", two(), "--entry=actor", "--epochs=1").code()).isZero();
    refused(
        kindling("train", "--entry=actor", "--epochs=1"),
        "--entry and --strip-prefix say what is meant in the file of --init");
  }

  @Test
  void aPrefixIsNamedAndComesOff() {
    Path file = folder.resolve("wrapped.pt");
    TorchFile.save(file, Map.of("module.weight", ONE, "module.bias", BIAS));
    refused(
        kindling("train", "--init", file, "--epochs=1"),
        "; take it off with --strip-prefix module.)");
    assertThat(kindling("train", "--init", file, "--strip-prefix=module.", "--epochs=1").code())
        .isZero();
    assertThat(kindling("inspect", file, "--strip-prefix=module.").out())
        .contains("| weight | float32 |", "| bias   | float32 |")
        .doesNotContain("module.");
    Path out = folder.resolve("plain.pt");
    assertThat(kindling("convert", file, out, "--strip-prefix", "module.").code()).isZero();
    assertThat(kindling("train", "--init", out, "--epochs=1").code()).isZero();
    TorchFile.save(file, Map.of("net.weight", ONE, "net.bias", BIAS, "metric.count", BIAS));
    refused(
        kindling("train", "--init", file, "--epochs=1"),
        "; take that part with --entry net, or give the whole model with --model)");
    assertThat(kindling("train", "--init", file, "--entry=net", "--epochs=1").code()).isZero();
    refused(
        kindling("convert", file, out, "--strip-prefix", "model."),
        "names must begin with the prefix");
    refused(
        kindling("convert", file, out, "--strip-prefix", "net"),
        "the prefix must end with its dot (got 'net'; expected 'net.')");
  }

  @Test
  void weightsToStartFromAreFinite() {
    for (float number : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      Path file = folder.resolve("failed.pt");
      TensorData failed = TensorData.of(new float[] {number}, Shape.of(1));
      TorchFile.save(file, Map.of("weight", ONE, "bias", failed));
      Run run = kindling("train", "--init", file, "--epochs=1");
      refused(
          run,
          "kindling: "
              + file
              + ": weights to start from must be finite (got "
              + number
              + " in 'bias'; expected numbers; "
              + (Float.isNaN(number) ? "the training that" : "a float64 does not fit float32, or"));
      assertThat(run.out()).doesNotContain("epoch");
    }
  }

  @Test
  void whatDoesNotFitIsNamedWithItsFile() {
    Path file = folder.resolve("misshapen.pt");
    TorchFile.save(file, Map.of("weight", BIAS, "bias", BIAS));
    refused(
        kindling("train", "--init", file, "--epochs=1"),
        "kindling: "
            + file
            + ": the state must fit the module (got weight has shape [1], not [1, 1]; expected"
            + " [weight, bias]; --model must be the model that it was saved from; kindling inspect");
    TensorData whole = TensorData.of(new long[] {1}, Shape.of(1));
    TorchFile.save(
        file, Map.of("weight", TensorData.of(new long[] {1}, Shape.of(1, 1)), "bias", whole));
    refused(
        kindling("train", "--init", file, "--epochs=1"),
        "; save it with the module's types, as with tensor.float())");
  }

  @Test
  void aFileThatIsOneStateHasNoEntries() {
    Path file = folder.resolve("saved.pt");
    TorchFile.save(file, Map.of("weight", ONE, "bias", BIAS));
    refused(
        kindling("train", "--init", file, "--entry=model", "--epochs=1"),
        "; leave --entry away for the whole state; kindling inspect shows");
  }

  @Test
  void predictTakesAPrefixOff() throws IOException {
    Path model = folder.resolve("model.safetensors");
    kindling("train", "--epochs=1", "--save", model, "--quiet");
    SavedState saved = StateFile.load(model);
    Map<String, TensorData> wrapped = new HashMap<>();
    saved.tensors().forEach((name, values) -> wrapped.put("module." + name, values));
    Path file = folder.resolve("wrapped.safetensors");
    StateFile.save(file, new SavedState(wrapped, saved.metadata()));
    Path data = Files.writeString(folder.resolve("data.csv"), "x\n1\n2\n");
    Run expected = kindling("predict", "--model-file", model, "--data", data);
    assertThat(expected.code()).isZero();
    refused(
        kindling("predict", "--model-file", file, "--data", data),
        "take it off with --strip-prefix module.)");
    assertThat(kindling("predict", "--model-file", file, "--data", data, "--strip-prefix=module."))
        .isEqualTo(expected);
  }

  @Test
  void noJavaIsSpoken() {
    Run run = kindling("convert", two(), folder.resolve("out.pt"));
    refused(run, "; choose it, as with --entry ");
    assertThat(run.err()).doesNotContain("StateChoice");
    TorchFile.save(folder.resolve("two.checkpoint-1.pt"), Map.of("weight", ONE));
    refused(
        kindling("train", "--resume", two()), "; resume from what --checkpoint-every has saved)");
  }

  @Test
  void aPrefixOfTheModelIsNamedToo() {
    Path file = folder.resolve("inner.pt");
    TorchFile.save(file, Map.of("0.weight", ONE, "0.bias", BIAS));
    refused(
        kindling(
            "train", "--init", file, "--model=sequential(sequential(linear(1, 1)))", "--epochs=1"),
        "must be the module's (got names without the '0.' before each");
  }
}
