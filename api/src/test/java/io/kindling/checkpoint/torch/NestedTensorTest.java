package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nested tensors, which PyTorch saves since 2.1, are kept as the tensors they consist of. */
final class NestedTensorTest {
  @TempDir Path folder;

  /** Two tensors, of 2 by 3 and of 1 by 4 numbers. */
  private static Tuple parts() {
    return Tuple.of(
        TensorData.full(Shape.of(10), 1),
        TensorData.of(new long[] {2, 3, 1, 4}, Shape.of(2, 2)),
        TensorData.of(new long[] {3, 1, 4, 1}, Shape.of(2, 2)),
        TensorData.of(new long[] {0, 6}, Shape.of(2)));
  }

  private Path saved(Tuple parts) {
    Path file = folder.resolve("nested.pt");
    TorchFile.save(
        file, Map.of("w", TensorData.full(Shape.of(1), 0), "n", new NestedTensor(parts)));
    return file;
  }

  @Test
  void isReadAndWrittenAsItsParts() throws IOException {
    Path file = saved(parts());
    assertThat(TorchFile.loadTree(file)).containsEntry("n", new NestedTensor(parts()));
    // the records of a file have its name before theirs
    Path again = Files.createDirectory(folder.resolve("again")).resolve("nested.pt");
    TorchFile.saveExact(again, TorchFile.loadExact(file));
    assertThat(again).hasSameBinaryContentAs(file);
    try (TorchFile open = TorchFile.open(file, Unknown.REFUSE)) {
      open.verify();
      assertThat(open.tensors()).hasSize(5);
      assertThat(open.root())
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .hasEntrySatisfying("n", n -> assertThat(n).hasToString("nested float32[10]"));
    }
  }

  @Test
  void isNoTensorOfAStateDict() {
    Path file = saved(parts());
    assertThatThrownBy(
            () -> StateFile.convert(file, folder.resolve("n.safetensors"), StateFormat.SAFETENSORS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a state dict must hold tensors (got 'n', a nested tensor")
        .hasMessageContaining("nested float32[10]")
        .hasMessageContaining("torch.save the list that unbind() makes of it");
  }

  @Test
  void itsPartsMustFitEachOther() {
    for (int i = 0; i < 4; i++) {
      Object[] parts = parts().items().toArray();
      parts[i] = TensorData.full(Shape.of(3, 1), 1);
      assertThatThrownBy(() -> saved(Tuple.of(parts)))
          .as("part " + i)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("_rebuild_nested_tensor");
    }
    assertThatThrownBy(() -> saved(Tuple.of(parts().items().get(0))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must have its arguments");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 3, 3, 1, -1", // begins before the buffer
    "2, 3, 3, 1, 5", // ends behind it
    "2, 3, -3, 1, 6",
    "-2, 3, 3, 1, 0",
    "2, 3, 0, 9223372036854775807, 0", // beyond 64 bits
    "4611686018427387904, 4, 0, 0, 0",
    "2, 6, 0, 1, 0", // more than there is, by elements that are shared
    "0, 3, 3, 1, 11"
  })
  void noneOfItsTensorsReachesOutOfItsBuffer(
      long rows, long columns, long rowStride, long columnStride, long offset) {
    Object[] parts = parts().items().toArray();
    parts[1] = TensorData.of(new long[] {1, 1, rows, columns}, Shape.of(2, 2));
    parts[2] = TensorData.of(new long[] {1, 1, rowStride, columnStride}, Shape.of(2, 2));
    parts[3] = TensorData.of(new long[] {0, offset}, Shape.of(2));
    Path file = saved(Tuple.of(parts));
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(
            () -> TorchFile.loadTree(file), () -> TorchFile.loadExact(file))) {
      assertThatThrownBy(reading)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("each tensor of a nested tensor must lie in its buffer")
          .hasMessageContaining("tensor 1 with sizes [" + rows + ", " + columns + "]")
          .hasMessageContaining("elements among the 10 of the buffer");
    }
  }

  /** Those of layout jagged, and {@code DTensor}, are made by functions of their own. */
  @Test
  void subclassesWithFunctionsOfTheirOwnStayUnread() throws IOException {
    String tensor = view("K\0", "K\6\u0085", "K\1\u0085");
    String made =
        "ctorch._tensor\n_rebuild_from_type_v2\n"
            + "(ctorch.nested._internal.nested_tensor\n_rebuild_njt\n"
            + "ctorch.nested._internal.nested_tensor\nNestedTensor\n}"
            + text("values")
            + tensor
            + "s\u0085}tR";
    Path file = folder.resolve("jagged.pt");
    Files.write(file, HostilePickle.file(state(made)));
    assertThat(TorchFile.loadTree(file).get("weight"))
        .isInstanceOfSatisfying(
            Unread.class,
            jagged -> {
              assertThat(jagged).hasToString("torch.nested._internal.nested_tensor.NestedTensor");
              Unread parts = (Unread) jagged.arguments().get(0);
              assertThat(parts.arguments())
                  .containsExactly(Map.of("values", TensorData.full(Shape.of(6), 0)));
            });
  }
}
