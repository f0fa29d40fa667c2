package io.kindling.tck.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.Backend;
import io.kindling.core.Device;
import io.kindling.error.DeviceException;

/** On which device tests work. */
public final class TestDevices {
  /** The system property that names it, for instance {@code cuda:0}. */
  public static final String PROPERTY = "kindling.tck.device";

  private TestDevices() {}

  /**
   * The device that the system property names; the backend's best if it names none, or one of a
   * kind that the backend knows nothing of.
   *
   * @param backend the backend
   * @return one of its devices
   * @throws DeviceException if the backend knows such devices but has none of that name here
   */
  public static Device of(Backend backend) {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return backend.bestDevice();
    }
    String type = Device.of(name).type();
    boolean known =
        backend.unusableDevices().containsKey(type)
            || backend.devices().stream().anyMatch(device -> device.type().equals(type));
    return known ? backend.device(name) : backend.bestDevice();
  }

  /**
   * A device that not every machine has. Skips the test where it is missing, with the backend's
   * reason; but where the system property names it, its absence is a failure.
   *
   * @param backend the backend
   * @param name the device
   * @return one of the backend's devices
   */
  public static Device required(Backend backend, String name) {
    try {
      return backend.device(name);
    } catch (DeviceException e) {
      boolean wanted = name.equals(System.getProperty(PROPERTY));
      assumeTrue(wanted, String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
