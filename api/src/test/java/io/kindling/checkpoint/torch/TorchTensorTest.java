package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.number;
import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.python.Unread;
import io.kindling.checkpoint.torch.TorchTensor.View;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tensor shows, however its file puts it. */
final class TorchTensorTest {
  @TempDir Path folder;

  private Path file(String value) throws IOException {
    return Files.write(folder.resolve("model.pt"), HostilePickle.file(state(value)));
  }

  private List<View> views(String tensors) throws IOException {
    try (TorchFile open = TorchFile.open(file("](" + tensors + "e"))) {
      return open.tensors().stream().map(TorchTensor::view).toList();
    }
  }

  /** Strides that nobody walks could be chosen for their hashes, without end. */
  @Test
  void stridesThatAreNotUsedMakeNoOtherView() throws IOException {
    String anything = number(1L << 32 | 1) + "\u0085";
    String one = view("K\1", "K\1\u0085", anything) + view("K\1", "K\1\u0085", "K\1\u0085");
    String none = view("K\1", "K\0\u0085", anything) + view("K\2", "K\0\u0085", "K\1\u0085");
    List<View> views = views(one + none);
    assertThat(views.get(0)).isEqualTo(views.get(1));
    assertThat(views.get(2)).isEqualTo(views.get(3)).isNotEqualTo(views.get(0));
  }

  @Test
  void viewsHaveAnOrder() throws IOException {
    List<View> views =
        views(
            view("K\0", "K\2\u0085", "K\1\u0085")
                + view("K\0", "K\2\u0085", "K\2\u0085")
                + view("K\0", "K\3\u0085", "K\1\u0085")
                + view("K\1", "K\2\u0085", "K\1\u0085"));
    assertThat(views).isSorted().doesNotHaveDuplicates();
  }

  /** PyTorch turns it into another type, which its own files never ask for. */
  @Test
  void aTensorOfADeviceThatWouldBeTurnedStaysUnread() throws IOException {
    String tensor = view("K\0", "K\6\u0085", "K\1\u0085");
    String made = "ctorch._utils\n_rebuild_device_tensor_from_cpu_tensor\n(" + tensor;
    String device = HostilePickle.text("cpu") + "\u0089tR";
    assertThat(TorchFile.loadTree(file(made + "ctorch\nfloat32\n" + device)))
        .isEqualTo(Map.of("weight", TensorData.full(Shape.of(6), 0)));
    assertThat(TorchFile.loadTree(file(made + "ctorch\nint64\n" + device)).get("weight"))
        .isInstanceOf(Unread.class)
        .hasToString("torch._utils._rebuild_device_tensor_from_cpu_tensor");
  }
}
