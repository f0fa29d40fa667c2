package io.kindling.libtorch;

import io.kindling.core.Finding;
import io.kindling.error.BackendException;
import io.kindling.libtorch.natives.TorchFindings;
import io.kindling.libtorch.natives.TorchGarbage;
import io.kindling.libtorch.natives.TorchNatives;
import io.kindling.libtorch.natives.TorchPrecision;
import io.kindling.libtorch.natives.TorchThreads;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.util.List;

/** Offers the backend {@code libtorch}, where its natives load. */
public final class TorchBackendProvider implements BackendProvider {
  private static final int PRIORITY = 100;

  /** For the service loader. Loads nothing. */
  public TorchBackendProvider() {}

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Availability availability() {
    try {
      TorchThreads.configured();
      TorchGarbage.configured();
      return TorchNatives.load();
    } catch (BackendException e) {
      return Availability.no(e.operation() + ": " + e.rule() + ", not " + e.got());
    } catch (LinkageError e) {
      // the presets' Java part itself is missing, so nothing of JavaCPP can be asked
      return Availability.no(
          "JavaCPP's PyTorch presets are not on the class path ("
              + e
              + "); add org.bytedeco:pytorch and its natives; for the command they are in the archive"
              + " kindling-*-libtorch-*, to be unpacked over its folder");
    }
  }

  @Override
  public List<Finding> findings() {
    try {
      return TorchFindings.all();
    } catch (LinkageError e) {
      return List.of(); // the verdict names the presets
    }
  }

  @Override
  public Engine<?> open() {
    TorchThreads.use(TorchThreads.configured());
    TorchPrecision.full();
    return new TorchEngine();
  }
}
