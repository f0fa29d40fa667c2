package io.kindling.libtorch.natives;

import io.kindling.core.Device;
import io.kindling.core.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;

/** The devices that LibTorch drives here. */
public final class TorchDevices {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
  private static final String DRIVER_LIBRARY = "libcuda.so.1";
  private static final String INSTALL_DRIVER =
      "install a driver for CUDA 13 or newer; in a container, give it the GPU (--gpus all)";
  private static final String NO_DRIVER = "no NVIDIA driver is loaded on this machine";

  private TorchDevices() {}

  /** {@return the devices that can be used: every CUDA device, then the processor} */
  public static List<Device> usable() {
    List<Device> devices = new ArrayList<>();
    if (torch.cuda_is_available()) {
      for (int i = 0; i < torch.cuda_device_count(); i++) {
        devices.add(Device.of("cuda", i));
      }
    }
    devices.add(Device.CPU);
    return List.copyOf(devices);
  }

  /** {@return why CUDA cannot be used, by {@code cuda}; empty if it can} */
  public static Map<String, String> unusable() {
    return torch.cuda_is_available() ? Map.of() : Map.of("cuda", whyNoCuda());
  }

  private static String whyNoCuda() {
    if (!TorchNatives.withCuda()) {
      return "LibTorch's natives here are those without CUDA; add "
          + TorchNatives.cudaArtifact()
          + " in their place (docs/gpu.md)";
    }
    if (!Files.exists(DRIVER)) {
      return NO_DRIVER + "; " + INSTALL_DRIVER;
    }
    Set<String> missing = CudaLibraries.missing();
    if (!missing.isEmpty()) {
      return CudaLibraries.describe(missing);
    }
    return "the NVIDIA driver is there but CUDA does not start; it needs a driver for CUDA 13 or"
        + " newer and a GPU of compute capability 7.5 or newer (docs/gpu.md)";
  }

  /** What there is of NVIDIA's driver, for natives with CUDA. */
  static List<Finding> driver() {
    return List.of(module(), library());
  }

  private static Finding module() {
    try (Stream<String> lines = Files.lines(DRIVER)) {
      return Finding.ok("driver", lines.findFirst().orElse("loaded"));
    } catch (IOException | UncheckedIOException e) {
      return Finding.problem("driver", NO_DRIVER + ": there is no " + DRIVER, INSTALL_DRIVER);
    }
  }

  private static Finding library() {
    return CudaLibraries.finding(DRIVER_LIBRARY, INSTALL_DRIVER);
  }
}
