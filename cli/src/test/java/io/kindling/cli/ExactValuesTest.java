package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.python.Complex;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file holds is shown as it is, and numbers as Python shows them. */
final class ExactValuesTest {
  @TempDir Path folder;

  private String inspected(Map<String, ?> values) {
    Path file = folder.resolve("model.pt");
    TorchFile.save(file, values);
    return kindling("inspect", file).out();
  }

  @Test
  void numbersOfFloat64KeepTheirRangeAndDigits() {
    byte[] bytes = new byte[5 * Double.BYTES];
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    values.putDouble(1e300).putDouble(0.1).putDouble(-0.0).putDouble(3).putDouble(1e-8);
    Map<String, ?> tensor = Map.of("w", StoredTensor.of(StoredType.FLOAT64, Shape.of(5), bytes));
    assertThat(inspected(tensor)).contains("| 1e+300 0.1 -0.0 3 1e-08 |");
  }

  @Test
  void whatIsNoNumberIsShownAsPythonDoes() {
    float[] values = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f};
    TensorData special = TensorData.of(values, Shape.of(4));
    StoredTensor flags = StoredTensor.of(StoredType.BOOL, Shape.of(2), new byte[] {1, 0});
    assertThat(inspected(Map.of("w", special))).contains("| nan inf -inf -0.0 |");
    assertThat(inspected(Map.of("w", flags))).contains("| True False |");
  }

  @Test
  void valuesAreShownAsPythonDoes() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a", 1e-8);
    values.put("b", 1.0);
    values.put("c", Double.NEGATIVE_INFINITY);
    values.put("d", 1.5e16);
    values.put("e", new Complex(1, -2));
    values.put("f", new FrozenSet(Set.of(1L)));
    values.put("g", 12345.678);
    assertThat(inspected(values).lines().skip(1))
        .startsWith(
            "a  1e-08",
            "b  1.0",
            "c  -inf",
            "d  1.5e+16",
            "e  (1-2j)",
            "f  frozenset({1})",
            "g  12345.678");
  }
}
