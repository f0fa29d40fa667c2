package io.kindling.libtorch.natives;

import java.util.Set;
import org.bytedeco.javacpp.Loader;

/** Why LibTorch does not load, and what to do about it, from what the loading throws. */
final class WhyNotLoaded {
  private static final String MODULES =
      "org.bytedeco.javacpp,org.bytedeco.pytorch,org.bytedeco.openblas";

  private WhyNotLoaded() {}

  /** Says it in one sentence. */
  static String of(Throwable thrown) {
    if (root(thrown) instanceof IllegalCallerException) {
      return "the JVM was started with --illegal-native-access=deny, so that no native code runs;"
          + " allow it with --enable-native-access="
          + (Loader.class.getModule().isNamed() ? MODULES : "ALL-UNNAMED")
          + ", or use backend cpu";
    }
    if (reason(thrown).contains("already loaded in another classloader")) {
      return AnotherLoader.LOADED
          + ", and the copy for this one cannot be made ("
          + reason(thrown)
          + "); "
          + AnotherLoader.SHARE
          + ", or use backend cpu";
    }
    Set<String> missing = CudaLibraries.missing();
    if (missing.isEmpty()) {
      return "LibTorch's natives for "
          + Loader.getPlatform()
          + " do not load ("
          + reason(thrown)
          + "); see the requirements in Kindling's docs/backends.md, or use backend cpu";
    }
    return CudaLibraries.describe(missing)
        + "; or take LibTorch's natives without CUDA, "
        + TorchNatives.plainArtifact();
  }

  /** The first line of what went wrong first. */
  static String reason(Throwable thrown) {
    Throwable root = root(thrown);
    return TorchFailures.firstLine(root.getMessage() == null ? root.toString() : root.getMessage());
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
