package io.kindling.cli.options;

import io.kindling.Backend;
import io.kindling.BackendStatus;
import io.kindling.Backends;
import io.kindling.core.Device;
import io.kindling.error.BackendException;
import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where the same is to be computed, so that it can be compared. */
public final class PlaceOptions {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "A backend to compute with; may be typed several times. Default: all usable.")
  private List<String> backends = List.of();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "A device to compute on; may be typed several times. Default: all usable.")
  private List<String> devices = List.of();

  /**
   * Where it can be computed, and where it cannot.
   *
   * @param usable devices by their backends
   * @param unusable other backends and devices, and why they cannot be used
   */
  public record Places(Map<String, List<Device>> usable, Map<String, String> unusable) {
    private Places() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  /**
   * Looks for places.
   *
   * @return at least two
   * @throws BackendException if a backend that was typed cannot be used
   */
  public Places find() {
    Places places = new Places();
    if (backends.isEmpty()) {
      for (BackendStatus status : Backends.status()) {
        if (status.usable()) {
          add(status.name(), places);
        } else {
          places.unusable.put(status.name(), status.reason());
        }
      }
    } else {
      backends.forEach(name -> add(name, places));
    }
    checkDevices(places);
    List<String> found = new ArrayList<>();
    places.usable.forEach(
        (backend, there) -> there.forEach(device -> found.add(backend + " on " + device)));
    if (found.size() < 2) {
      throw new DataException(
          "compare",
          "there must be two usable backends or devices",
          found.isEmpty() ? "none" : found.get(0) + " alone",
          "two at least",
          places.unusable.isEmpty() ? "leave out --backend and --device" : reasons(places));
    }
    return places;
  }

  /** A device that no backend has would be left out without a word. */
  private void checkDevices(Places places) {
    for (String device : devices) {
      boolean there =
          places.usable.values().stream()
              .flatMap(List::stream)
              .anyMatch(usable -> usable.toString().equals(device));
      if (!there) {
        throw new DataException(
            "--device", "a backend must have it here", device, places.usable + "", reasons(places));
      }
    }
  }

  private static String reasons(Places places) {
    return places.unusable.entrySet().stream()
        .map(place -> place.getKey() + ": " + place.getValue())
        .collect(Collectors.joining("; "));
  }

  private void add(String name, Places places) {
    try (Backend backend = Backends.open(name)) {
      List<Device> wanted =
          devices.isEmpty()
              ? backend.devices()
              : backend.devices().stream()
                  .filter(device -> devices.contains(device.toString()))
                  .toList();
      places.usable.put(backend.name(), wanted);
      backend
          .unusableDevices()
          .forEach((type, reason) -> places.unusable.put(name + " on " + type, reason));
    }
  }
}
