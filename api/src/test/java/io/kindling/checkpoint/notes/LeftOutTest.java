package io.kindling.checkpoint.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who takes a state without what it means something behind is told. */
final class LeftOutTest {
  private static final Map<String, TensorData> STATE =
      Map.of("weight", TensorData.of(new float[] {1}, Shape.of(1, 1)));
  private static final Map<String, String> PREPARED =
      Map.of("kindling_model", "linear(1, 1)", "kindling_feature_scaling", "1\n1");

  private final Logger logger = Logger.getLogger("io.kindling.checkpoint");
  private final Lines lines = new Lines();
  private final String before = String.valueOf(System.getProperty("kindling.log"));

  @TempDir Path folder;

  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getLevel() + " " + line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    System.clearProperty("kindling.log");
    logger.setUseParentHandlers(false);
    logger.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    System.setProperty("kindling.log", before);
    logger.removeHandler(lines);
    logger.setUseParentHandlers(true);
  }

  private Path file(String name, Map<String, String> notes) {
    Path file = folder.resolve(name);
    StateFile.save(file, new SavedState(STATE, notes));
    return file;
  }

  @Test
  void aScalingIsNotLeftOutInSilence() {
    Path torch = file("model.pt", PREPARED);
    Path tensors = file("model.safetensors", PREPARED);
    StateFile.load(torch);
    StateFile.load(tensors);
    TorchFile.load(torch);
    SafeTensors.read(tensors);
    String said =
        ": the state is read without the scaling of the features, which the file has too;"
            + " TrainedModel.load reads all";
    assertThat(lines.lines)
        .containsExactly(
            "WARNING " + torch + said,
            "WARNING " + tensors + said,
            "WARNING " + torch + said,
            "WARNING " + tensors + said);
  }

  @Test
  void nothingIsSaidWhereNothingIsLeftOut() {
    StateFile.load(file("model.pt", Map.of("kindling_model", "linear(1, 1)", "author", "me")));
    StateFile.loadWithNotes(file("model.pt", PREPARED));
    System.setProperty("kindling.log", "false");
    StateFile.load(file("model.pt", PREPARED));
    assertThat(lines.lines).isEmpty();
  }

  @Test
  void allThatIsLeftOutIsNamed() {
    assertThat(LeftOut.of(Map.of(LeftOut.TARGET_SCALING, "", LeftOut.CLASSES, "", "k", "")))
        .containsExactly("the scaling of the targets", "the labels");
  }
}
