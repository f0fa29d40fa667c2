package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.python.PythonTensor;
import io.kindling.checkpoint.python.TensorKey;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors as keys, as the state of an optimizer has them that was pickled whole. */
final class TensorKeysTest {
  private static final String TENSOR = view("K\0", "K\2\u0085", "K\1\u0085");
  private static final String PARAMETER =
      "ctorch._utils\n_rebuild_parameter\n("
          + TENSOR
          + "\u0088"
          + HostilePickle.ORDERED_DICT
          + "tR";

  /** A state, and a dict whose keys are its tensor and another that has the same values. */
  private static final String KEYED =
      "}("
          + text("model")
          + "}"
          + text("w")
          + PARAMETER
          + "q\0s"
          + text("state")
          + "}(h\0K\1"
          + PARAMETER
          + "K\2uu";

  @TempDir Path folder;

  private Path file(String instructions) throws IOException {
    return Files.write(folder.resolve("model.pt"), HostilePickle.file(instructions));
  }

  private static List<Object> keys(Object tree) {
    return new ArrayList<>(((Map<?, ?>) requireNonNull(((Map<?, ?>) tree).get("state"))).keySet());
  }

  @Test
  void areKeysByWhichTheyAreAndNotByTheirValues() throws IOException {
    Map<String, ?> tree = TorchFile.loadTree(file(KEYED));
    Object weight = ((Map<?, ?>) requireNonNull(tree.get("model"))).get("w");
    assertThat(keys(tree)).hasSize(2);
    assertThat(((TensorKey) keys(tree).get(0)).tensor()).isSameAs(weight);
    assertThat(TorchFile.load(file("}" + text("w") + TENSOR + "s"))).containsOnlyKeys("w");
  }

  @Test
  void areWrittenAgainAsTheSameTensors() throws IOException {
    Path copy = folder.resolve("copy.pt");
    TorchFile.saveExact(copy, TorchFile.loadExact(file(KEYED)));
    Map<?, ?> tree = (Map<?, ?>) requireNonNull(TorchFile.loadExact(copy));
    Object weight = ((Map<?, ?>) requireNonNull(tree.get("model"))).get("w");
    assertThat(keys(tree)).hasSize(2);
    assertThat(((TensorKey) keys(tree).get(0)).tensor())
        .isSameAs(weight)
        .isInstanceOf(PythonTensor.class);
  }

  @Test
  void areItemsOfSets() throws IOException {
    String set = "c__builtin__\nset\n](" + TENSOR + TENSOR + "e\u0085R";
    Map<String, ?> tree = TorchFile.loadTree(file("}" + text("s") + set + "s"));
    assertThat((Set<?>) requireNonNull(tree.get("s"))).hasSize(2);
  }

  @Test
  void theSameIsAKeyOnce() throws IOException {
    Path file = file("}(" + PARAMETER + "q\0K\1h\0K\2u");
    assertThatThrownBy(() -> TorchFile.loadExact(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("keys must not repeat");
  }

  /** A dict with a key that somebody has put that dict on. */
  @Test
  void haveNoCircleThroughWhatIsPutOnThem() throws IOException {
    String key =
        "ctorch._utils\n_rebuild_parameter_with_state\n("
            + TENSOR
            + "\u0088"
            + HostilePickle.ORDERED_DICT
            + "}"
            + text("up")
            + "h\0stR";
    Path file = file("}q\0" + key + "K\1s");
    assertThatThrownBy(() -> TorchFile.loadExact(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a value must not contain itself");
  }
}
