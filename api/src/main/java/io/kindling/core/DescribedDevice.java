package io.kindling.core;

import io.kindling.error.DeviceException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device as its backend describes it; equal to another if type and index are. */
record DescribedDevice(String type, int index, String name, OptionalLong memory) implements Device {
  private static final Pattern TEXT = Pattern.compile("([a-z]++)(?::(0|[1-9][0-9]{0,3}))?");

  static Device parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new DeviceException(
          "device",
          "a device is a type, or a type and a number",
          "'" + text + "'",
          "cpu, cuda or cuda:0",
          null);
    }
    int index = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return Device.of(matcher.group(1), index);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Device device && Device.same(this, device);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + index;
  }

  /** {@return the device as PyTorch writes it: {@code cpu}, {@code cuda:0}} */
  @Override
  public String toString() {
    return type.equals("cpu") && index == 0 ? type : type + ":" + index;
  }
}
