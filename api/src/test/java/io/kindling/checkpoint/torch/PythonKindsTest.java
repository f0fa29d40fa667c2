package io.kindling.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.Complex;
import io.kindling.checkpoint.python.Counter;
import io.kindling.checkpoint.python.DefaultDict;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.NumpyScalar;
import io.kindling.checkpoint.python.NumpyType;
import io.kindling.checkpoint.python.PythonTensor;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.TorchConstant;
import io.kindling.checkpoint.python.TorchDevice;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python 1.13 pickles beside tensors, in every protocol that it has since 2. */
final class PythonKindsTest {
  @TempDir Path folder;

  private Map<String, @Nullable Object> tree(String kind) throws IOException {
    return TorchFile.loadTree(PickledFile.of(kind, folder));
  }

  private Map<?, ?> exact(String kind) throws IOException {
    return (Map<?, ?>)
        java.util.Objects.requireNonNull(TorchFile.loadExact(PickledFile.of(kind, folder)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5})
  void readsPythonsOwn(int protocol) throws IOException {
    Map<@Nullable Object, Object> keys = new LinkedHashMap<>();
    keys.put(Tuple.of(0L, 1L), 1L);
    keys.put(null, 2L);
    keys.put(0.5, 3L);
    keys.put(true, 4L);
    Map<String, @Nullable Object> tree = tree("python_p" + protocol);
    assertThat(tree.get("counter")).isInstanceOf(Counter.class).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(tree.get("default")).isEqualTo(Map.of("a", List.of(1L)));
    assertThat(tree.get("default")).extracting("factory").isEqualTo("list");
    assertThat(tree.get("set")).isEqualTo(Set.of(1L, 2L));
    assertThat(tree.get("frozen")).isEqualTo(new FrozenSet(Set.of(1L)));
    assertThat(tree.get("bytes"))
        .isEqualTo(Bytes.of((byte) 'a', (byte) 'b', (byte) 'c', (byte) -1));
    assertThat(tree.get("empty")).isEqualTo(Bytes.of());
    assertThat(tree.get("array")).isEqualTo(Bytes.of((byte) 'a', (byte) 'b', (byte) 'c').asArray());
    assertThat(tree.get("complex")).isEqualTo(new Complex(1, 2));
    assertThat(tree.get("big")).isEqualTo(BigInteger.TWO.pow(70));
    assertThat(tree.get("keys")).isEqualTo(keys);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5})
  void readsPyTorchsOwn(int protocol) throws IOException {
    Map<?, ?> tree = exact("torch_p" + protocol);
    assertThat(tree.get("device")).isEqualTo(new TorchDevice("cuda", 0L)).hasToString("cuda:0");
    assertThat(tree.get("cpu")).isEqualTo(new TorchDevice("cpu", null));
    assertThat(tree.get("dtype")).isEqualTo(new TorchConstant("float32"));
    assertThat(tree.get("layout")).isEqualTo(new TorchConstant("strided"));
    assertThat(tree.get("size")).isEqualTo(new TorchSize(List.of(1L, 2L)));
    assertThat(tree.get("coo")).isInstanceOfSatisfying(SparseTensor.class, coo -> parts(coo, 2));
    assertThat(tree.get("csr")).isInstanceOfSatisfying(SparseTensor.class, csr -> parts(csr, 3));
    assertThat(tree.get("meta")).hasToString("float32[2] without values");
    assertThat(tree.get("param"))
        .isInstanceOfSatisfying(
            PythonTensor.class,
            tensor -> {
              assertThat(tensor.parameter()).isTrue();
              assertThat(tensor.requiresGrad()).isTrue();
            });
    assertThat(tree("torch_p" + protocol))
        .containsEntry("size", Tuple.of(1L, 2L))
        .containsEntry("param", TensorData.full(Shape.of(2), 0));
  }

  private static void parts(SparseTensor tensor, int tensors) {
    assertThat(tensor.parts().items())
        .hasSize(tensors + 1)
        .contains(new TorchSize(List.of(3L, 3L)));
    assertThat(tensor)
        .hasToString(
            tensor.layout().name()
                + " torch.Size([3, 3]), its values "
                + tensor.parts().items().get(tensors - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5})
  void readsNumpys(int protocol) throws IOException {
    TensorData rows = TensorData.of(new float[] {0, 1, 2, 3, 4, 5}, Shape.of(2, 3));
    Map<String, @Nullable Object> tree = tree("numpy_p" + protocol);
    assertThat(tree)
        .containsEntry("f8", 0.5)
        .containsEntry("f4", 0.5)
        .containsEntry("i8", 5L)
        .containsEntry("b1", true)
        .containsEntry("c8", new Complex(1, 2))
        .containsEntry("u8", BigInteger.TWO.pow(64).subtract(BigInteger.ONE))
        .containsEntry("a", rows)
        .containsEntry("F", TensorData.of(new long[] {0, 1, 2, 3, 4, 5}, Shape.of(2, 3)))
        .containsEntry("be", TensorData.of(new float[] {1, 2}, Shape.of(2)))
        .containsEntry("dtype", new NumpyType(StoredType.FLOAT32, false));
    assertThat(tree.get("s")).as("an array of texts").hasToString("numpy.ndarray");
    assertThat(tree.get("o")).as("an array of objects").hasToString("numpy.ndarray");
    Map<?, ?> exact = exact("numpy_p" + protocol);
    assertThat(exact.get("f4"))
        .isInstanceOfSatisfying(
            NumpyScalar.class,
            scalar -> {
              assertThat(scalar.type().code()).isEqualTo("f4");
              assertThat(scalar.doubleValue()).isEqualTo(0.5);
            });
    assertThat(exact.get("be"))
        .isInstanceOfSatisfying(
            NumpyArray.class, array -> assertThat(array.type().order()).isEqualTo(">"));
  }

  /** By bytes: what differs from Python's is how it writes what has one item. */
  @ParameterizedTest
  @ValueSource(strings = {"python", "torch", "numpy"})
  void writesAgainWhatItRead(String kind) throws IOException {
    for (String protocol : List.of("_p2", "_p4", "_p5")) {
      Object read =
          TorchFile.withoutUnread(TorchFile.loadExact(PickledFile.of(kind + protocol, folder)));
      Path first = folder.resolve("first.pt");
      Path again = folder.resolve("again").resolve("first.pt");
      java.nio.file.Files.createDirectories(again.getParent());
      TorchFile.saveExact(first, read);
      TorchFile.saveExact(again, TorchFile.loadExact(first));
      assertThat(again).hasSameBinaryContentAs(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"int", "dict"})
  void factoriesAreNames(String factory) {
    assertThat(new DefaultDict(factory).factory()).isEqualTo(factory);
  }
}
