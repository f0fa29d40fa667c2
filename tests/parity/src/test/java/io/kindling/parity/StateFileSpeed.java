package io.kindling.parity;

import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long writing and reading 1 GB of state takes, against copying as many bytes with
 * their CRC-32 in the same run, and against Python where it has PyTorch. Profile speed.
 *
 * <p>Every write makes a new file, and every write but Python's, which forces nothing, ends with
 * the file's force. Every read finds the file in the system's cache. A garbage collection goes
 * before each, and one round before all that counts.
 */
final class StateFileSpeed {
  private static final int TENSORS = 256;
  private static final Shape SHAPE = Shape.of(1000, 1000);
  private static final String COPY = "copy + CRC-32";
  private static final String READ = "read + CRC-32";

  private final Stopwatch watch = new Stopwatch();
  private final PlainCopy plain = new PlainCopy();
  private final Path folder;
  private final Path torch;
  private final Path safeTensors;
  private final Path target;
  private Map<String, TensorData> state = new LinkedHashMap<>();

  private StateFileSpeed(Path folder) {
    this.folder = folder;
    this.torch = folder.resolve("speed.pt");
    this.safeTensors = folder.resolve("speed.safetensors");
    this.target = folder.resolve("speed-target.pt");
  }

  /** Measures in the folder that the first argument names, as many rounds as the second says. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "speed");
    StateFileSpeed speed = new StateFileSpeed(folder);
    try {
      speed.measure(Integer.parseInt(args[1]));
      speed.watch.print(List.of(COPY, READ));
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void measure(int rounds) throws Exception {
    for (int i = 0; i < TENSORS; i++) {
      state.put(name(i), tensor(i));
    }
    TorchFile.save(torch, state);
    SafeTensors.write(safeTensors, new SavedState(state, Map.of()));
    try (PythonSpeed python = PythonSpeed.start(folder)) {
      for (int round = 0; round <= rounds; round++) {
        writes(python);
        reads(python);
        if (round == 0) {
          watch.reset();
        }
      }
    }
  }

  private void writes(@Nullable PythonSpeed python) throws Exception {
    write(COPY, () -> plain.copy(torch, target));
    write("TorchFile.save", () -> TorchFile.save(target, state));
    write("SafeTensors.write", () -> SafeTensors.write(target, new SavedState(state, Map.of())));
    if (python != null) {
      watch.add("Python's torch.save", python.run("save", target));
      Files.delete(target);
    }
  }

  private void write(String name, Stopwatch.Action action) throws Exception {
    watch.time(name, action);
    Files.delete(target);
  }

  private void reads(@Nullable PythonSpeed python) throws Exception {
    state = Map.of();
    watch.time(READ, () -> plain.read(torch));
    watch.time("read + CRC-32 into new floats", () -> plain.readFloats(torch));
    watch.time("TorchFile.load", () -> state = TorchFile.load(torch));
    check();
    state = Map.of();
    watch.time("SafeTensors.read", () -> state = SafeTensors.read(safeTensors).tensors());
    check();
    if (python != null) {
      watch.add("Python's torch.load", python.run("load", torch));
    }
  }

  private static String name(int number) {
    return "layers." + number + ".weight";
  }

  private static TensorData tensor(int number) {
    return TensorData.filledFloats(
        SHAPE,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = number + i / 1e6f;
          }
        });
  }

  private void check() {
    for (int i = 0; i < TENSORS; i++) {
      if (!Objects.requireNonNull(state.get(name(i))).equals(tensor(i))) {
        throw new AssertionError(name(i) + " is not what was saved");
      }
    }
  }
}
