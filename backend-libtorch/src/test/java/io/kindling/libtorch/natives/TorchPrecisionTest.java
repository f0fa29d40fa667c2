package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.nn.ModuleSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** No result goes through oneDNN, whose kernels differ from one kind of processor to another. */
final class TorchPrecisionTest {
  private static final List<String> MODULES =
      List.of(
          "linear(64, 64)",
          "relu()",
          "leaky_relu()",
          "gelu()",
          "gelu(approximate=tanh)",
          "silu()",
          "sigmoid()",
          "tanh()",
          "softplus()",
          "layer_norm(64)",
          "batch_norm_1d(64)");

  /** Trains each module a little; with an argument, with oneDNN switched on. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try (Backend backend = Backends.open("libtorch");
          Scope scope = backend.scope()) {
        if (arguments.length > 0) {
          torch.globalContext().setUserEnabledMkldnn(true);
        }
        Tensor x = backend.tensor(new float[64 * 64], Shape.of(64, 64)).requiresGrad(true);
        for (String module : MODULES) {
          backend.module(ModuleSpec.parse(module)).forward(x).sum().backward();
        }
        x.matmul(x).softmax(1).sum().backward();
      }
    }
  }

  /** What oneDNN says of its calls in a process of its own. */
  private static List<String> calls(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("ONEDNN_VERBOSE", "1");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().filter(line -> line.startsWith("onednn_verbose")).toList();
  }

  @Test
  void nothingGoesThroughOneDnn() throws Exception {
    assertThat(calls()).isEmpty();
    assertThat(calls("with oneDNN")).as("or else nobody would hear of it").isNotEmpty();
  }

  @Test
  void itIsOffInEveryProcessThatOpensTheBackend() {
    torch.globalContext().setUserEnabledMkldnn(true);
    Backends.open("libtorch").close();
    assertThat(torch.globalContext().userEnabledMkldnn()).isFalse();
  }
}
