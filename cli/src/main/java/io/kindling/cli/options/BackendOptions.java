package io.kindling.cli.options;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.core.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to compute with. */
public final class BackendOptions {
  /** What is taken where nobody chose: it is always there and starts at once. */
  static final String DEFAULT = "cpu";

  private static final String AUTO = "auto";

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = DEFAULT,
      description =
          "The backend; auto takes the usable one of highest priority. See kindling backends."
              + " Default: ${DEFAULT-VALUE}.")
  private String name = DEFAULT;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "The device: cpu, cuda:0. Default: the backend's best.")
  private @Nullable String device;

  public Backend open() {
    return name.equals(AUTO) ? Backends.preferred() : Backends.open(name);
  }

  public Device device(Backend backend) {
    return device == null ? backend.bestDevice() : backend.device(device);
  }
}
