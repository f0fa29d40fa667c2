package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.BackendStatus;
import io.kindling.Backends;
import io.kindling.cli.options.JsonOption;
import io.kindling.core.Device;
import io.kindling.error.BackendException;
import io.kindling.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the backends: usable or why not, version, devices, settings. */
@Command(
    name = "backends",
    description = "Lists the backends: usable or why not, version, devices, settings.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BackendsCommand implements Runnable {
  @Spec private CommandSpec command;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    List<BackendStatus> backends = Backends.status();
    if (json.isTyped()) {
      List<Map<String, @Nullable Object>> all =
          backends.stream().map(BackendsCommand::json).toList();
      JsonOption.print(out, JsonOption.object("backends", all));
      return;
    }
    if (backends.isEmpty()) {
      out.println("no backend on the class path");
    }
    for (BackendStatus status : backends) {
      if (status.usable()) {
        describe(out, status);
      } else {
        out.println(Printable.line(status.name() + ": unusable: " + status.reason()));
      }
    }
    if (!backends.stream().allMatch(BackendStatus::usable)) {
      out.println("kindling doctor looks at all that they need");
    }
    out.flush();
  }

  private static void describe(PrintWriter out, BackendStatus status) {
    try (Backend backend = Backends.open(status.name())) {
      out.println(status.name() + ": usable, " + backend.version());
      for (Device device : backend.devices()) {
        String name = device.name().isEmpty() ? "" : " (" + device.name() + ")";
        out.println("  " + device + name);
      }
      backend
          .unusableDevices()
          .forEach((type, reason) -> out.println("  " + type + ": unavailable: " + reason));
      backend.settings().forEach((name, value) -> out.println("  " + name + ": " + value));
    } catch (BackendException e) {
      out.println(status.name() + ": unusable: " + e.getMessage());
    }
  }

  private static Map<String, @Nullable Object> json(BackendStatus status) {
    if (!status.usable()) {
      return unusable(status.name(), status.reason());
    }
    try (Backend backend = Backends.open(status.name())) {
      return JsonOption.object(
          "name", status.name(),
          "usable", true,
          "version", backend.version(),
          "devices", backend.devices().stream().map(BackendsCommand::json).toList(),
          "unusable_devices", backend.unusableDevices(),
          "settings", backend.settings());
    } catch (BackendException e) {
      return unusable(status.name(), e.getMessage());
    }
  }

  private static Map<String, @Nullable Object> unusable(String name, @Nullable String reason) {
    return JsonOption.object("name", name, "usable", false, "reason", reason);
  }

  private static Map<String, @Nullable Object> json(Device device) {
    return JsonOption.object("device", device.toString(), "name", device.name());
  }
}
