package io.kindling.parity;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.tck.kit.GpuMemory;
import io.kindling.tck.kit.TestDevices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A million steps of the tutorial's loop leave the process as large as it was. Profile soak. */
@Tag("soak")
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
final class SoakTest {
  private static final int STEPS = 1_000_000;
  private static final int WARM = 200_000;
  private static final long MOST_GROWTH_KB = 5 * 1024;

  /** The loop, in a process of its own: its size is then the loop's doing. */
  static final class Loop {
    private Loop() {}

    public static void main(String[] args) throws IOException {
      try (Backend backend = Backends.open(args[0])) {
        Device device = backend.device(args[1]);
        float[] x = new float[11];
        float[] y = new float[11];
        for (int i = 0; i < x.length; i++) {
          x[i] = i;
          y[i] = 2 * x[i] + 1;
        }
        Module model = backend.module(linear(1, 1)).to(device);
        Loss criterion = backend.loss(mse());
        Optimizer optimizer = backend.optimizer(sgd(0.01), model.parameters());
        Tensor inputs = backend.tensor(x, Shape.of(11, 1)).to(device);
        Tensor labels = backend.tensor(y, Shape.of(11, 1)).to(device);
        long before = 0;
        long gpuBefore = 0;
        long start = System.nanoTime();
        for (int step = 1; step <= STEPS; step++) {
          try (Scope scope = backend.scope()) {
            optimizer.zeroGrad();
            Tensor loss = criterion.forward(model.forward(inputs), labels);
            loss.backward();
            optimizer.step();
            loss.item();
          }
          if (step == WARM) {
            before = residentKb();
            gpuBefore = gpuKb(device);
          }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(before + " " + residentKb() + " " + Math.round(STEPS / seconds));
        System.out.println(gpuBefore + " " + gpuKb(device));
      }
    }

    private static long gpuKb(Device device) {
      return device.type().equals("cuda") ? GpuMemory.used() / 1024 : 0;
    }

    private static long residentKb() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({"cpu,cpu", "libtorch,cpu", "libtorch,cuda:0"})
  void memoryIsFlat(String backend, String device) throws Exception {
    TestDevices.required(Backends.open(backend), device);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            Loop.class.getName(),
            backend,
            device);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    String[] numbers = output.split("\\s+");
    System.out.printf(
        "%s on %s: %s kB after %,d steps, %s kB after %,d, %s steps/s; GPU %s kB, %s kB%n",
        backend, device, numbers[0], WARM, numbers[1], STEPS, numbers[2], numbers[3], numbers[4]);
    long growth = Long.parseLong(numbers[1]) - Long.parseLong(numbers[0]);
    assertThat(growth).as("growth in kB").isLessThanOrEqualTo(MOST_GROWTH_KB);
    long gpuGrowth = Long.parseLong(numbers[4]) - Long.parseLong(numbers[3]);
    assertThat(gpuGrowth).as("growth on the GPU in kB").isLessThanOrEqualTo(MOST_GROWTH_KB);
  }
}
