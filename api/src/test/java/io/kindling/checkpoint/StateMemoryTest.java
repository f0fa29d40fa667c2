package io.kindling.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.file.SavingProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving and loading takes the tensors' own memory and little more: a process has no more. */
final class StateMemoryTest {
  private static final int TENSORS = 3;
  private static final int BYTES = 20 << 20;

  @TempDir Path folder;

  /** Saves 60 MB of state, forgets it and loads it, in the form that the first argument says. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[1]);
      Map<String, ?> loaded =
          switch (args[0]) {
            case "torch" -> {
              TorchFile.save(file, state(Program::floats));
              yield TorchFile.load(file);
            }
            case "torch raw" -> {
              TorchFile.save(file, state(Program::raw));
              yield raw(file);
            }
            case "cpp" -> {
              TorchFile.saveForCpp(file, state(Program::floats));
              yield TorchFile.load(file);
            }
            default -> {
              SafeTensors.write(file, new SavedState(state(Program::floats), Map.of()));
              yield SafeTensors.read(file).tensors();
            }
          };
      System.out.println(loaded);
    }

    private static <T> Map<String, T> state(IntFunction<T> tensor) {
      Map<String, T> state = new LinkedHashMap<>();
      for (int i = 0; i < TENSORS; i++) {
        state.put("t" + i, tensor.apply(i));
      }
      return state;
    }

    private static TensorData floats(int value) {
      return TensorData.full(Shape.of(BYTES / Float.BYTES), value);
    }

    private static StoredTensor raw(int unused) {
      return new StoredTensor(StoredType.INT8, Shape.of(BYTES), new byte[BYTES]);
    }

    private static Map<String, StoredTensor> raw(Path file) throws IOException {
      try (TorchFile open = TorchFile.open(file)) {
        return open.readAll(open.stateDict(), open.raw());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch", "torch raw", "cpp", "safetensors"})
  void takesLittleMoreThanTheTensors(String form) throws Exception {
    List<String> command = new ArrayList<>(SavingProgram.process(List.of()).command());
    command.replaceAll(part -> part.equals("-Xmx64m") ? "-Xmx68m" : part);
    command.addAll(
        1,
        List.of(
            "-XX:+UseSerialGC",
            "-XX:NewSize=4m",
            "-XX:MaxNewSize=4m",
            "-XX:MaxDirectMemorySize=4m"));
    command.set(command.size() - 1, Program.class.getName());
    command.addAll(List.of(form, folder.resolve("state").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).startsWith("{t0=").contains("t1=", "t2=");
    assertThat(process.waitFor()).isZero();
  }
}
