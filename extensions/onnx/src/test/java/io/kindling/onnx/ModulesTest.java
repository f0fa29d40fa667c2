package io.kindling.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.TanhSpec;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.GoldenCases;
import io.kindling.tck.kit.NearlyEqual;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every module, of every shape that there are golden numbers for, is in ONNX what it is here. */
final class ModulesTest {
  /** ONNX Runtime approximates it, where 1 ulp is the contract. */
  private static final Tolerance RUNTIMES_TANH =
      Tolerance.parse("onnxruntime tanh", "4 ulp + 2e-38 absolute");

  private static Backend backend;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    backend = Backends.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @TestFactory
  Stream<DynamicTest> onnxRuntimeComputesWhatCpuDoes() {
    return GoldenCases.MODULES.replay(
        golden -> {
          if (!golden.isRefused()) {
            compare(golden);
          }
        });
  }

  private void compare(GoldenCase golden) {
    ModuleSpec spec = ModuleSpec.parse(golden.text());
    Map<String, TensorData> state = Golden.state(golden.get("state"));
    TensorData input = golden.tensor("input");
    try (Module module = backend.module(spec).loadStateDict(state).eval();
        Tensor x = backend.tensor(input)) {
      TensorData expected;
      try (Tensor y = module.forward(x)) {
        expected = y.data();
      }
      Path file = folder.resolve("module.onnx");
      OnnxFile.write(spec, state, input.shape(), file);
      try (OnnxRun run = new OnnxRun(file)) {
        TensorData output = run.one(input);
        assertThat(output.shape()).isEqualTo(expected.shape());
        boolean amplified = input.dtype() == DType.FLOAT32 && NearlyEqual.amplified(spec, x);
        Expect.close("value", unsigned(output), unsigned(expected), bound(spec, amplified));
      }
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private static Tolerance bound(ModuleSpec spec, boolean amplified) {
    return spec instanceof TanhSpec
        ? RUNTIMES_TANH
        : Numerics.module(spec.name() + (amplified ? " of nearly equal values" : "")).value();
  }

  /** With 0 for −0, which is open. */
  private static float[] unsigned(TensorData tensor) {
    float[] values = tensor.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += 0;
    }
    return values;
  }
}
