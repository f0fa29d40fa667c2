package io.kindling.libtorch.natives;

import io.kindling.core.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** What LibTorch needs, piece by piece, and what of it is here. */
public final class TorchFindings {
  private static final String ANEW =
      "nothing need be done: all are unpacked anew as soon as LibTorch is loaded";

  private final List<Finding> findings = new ArrayList<>();

  private TorchFindings() {}

  /** {@return what is known of it; loads LibTorch where its natives are those with CUDA} */
  public static List<Finding> all() {
    TorchFindings all = new TorchFindings();
    all.system();
    try {
      all.natives();
      all.cache();
      all.cuda();
    } catch (IOException e) {
      all.findings.add(
          Finding.problem("cache", WhyNotLoaded.reason(e), NativesFolder.NAME_ANOTHER));
    }
    return all.findings;
  }

  private void system() {
    if (Loader.getPlatform().startsWith("linux")) {
      findings.add(Libc.finding(LoadedFiles.own()));
    }
  }

  private void natives() throws IOException {
    for (Natives natives : TorchNatives.ALL) {
      String unusable = natives.unusable();
      if (unusable == null) {
        findings.add(Finding.ok("natives", natives.place() + ""));
      } else if (TorchNatives.NEEDED.contains(natives)) {
        findings.add(Finding.problem("natives", unusable, ""));
      } else {
        findings.add(Finding.note("natives", unusable, ""));
      }
    }
  }

  private void cache() throws IOException {
    Path cache = NativesFolder.chosen();
    List<String> damages = new ArrayList<>();
    long missing = 0;
    for (Natives natives : TorchNatives.ALL) {
      NativesCopy copy = natives.copy(cache);
      if (copy != null) {
        damages.addAll(copy.forgetDamaged());
        missing += copy.missing();
      }
    }
    long free = Files.getFileStore(cache).getUsableSpace();
    if (!damages.isEmpty()) {
      findings.add(Finding.note("cache", cache + ": " + String.join(", ", damages), ANEW));
    }
    findings.add(
        missing == 0 ? Finding.ok("cache", cache + ", unpacked") : room(cache, missing, free));
  }

  /** Whether so many bytes can be written into a folder. */
  static Finding room(Path cache, long missing, long free) throws IOException {
    String room =
        "%s, %d MB to be unpacked, %d MB free".formatted(cache, megabytes(missing), free >> 20);
    if (missing > free) {
      return Finding.problem("cache", room, NativesFolder.NAME_ANOTHER);
    }
    Files.delete(Files.createTempFile(cache, "probe", null));
    return Finding.ok("cache", room);
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  private void cuda() throws IOException {
    if (TorchNatives.withCuda()) {
      TorchNatives.load(); // which unpacks the libraries that say what they need
      findings.addAll(TorchDevices.driver());
      findings.addAll(CudaLibraries.findings(TorchNatives.folder()));
    }
  }
}
