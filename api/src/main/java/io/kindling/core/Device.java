package io.kindling.core;

import io.kindling.error.DeviceException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tensors live and are computed: {@code cpu}, {@code cuda:0}. Two devices are equal if their
 * type and index are; name and memory only describe.
 */
public final class Device {
  /** The processor. Every backend has it. */
  public static final Device CPU = new Device("cpu", 0, "", OptionalLong.empty());

  private static final Pattern TEXT = Pattern.compile("([a-z]+)(?::(0|[1-9][0-9]{0,3}))?");

  private final String type;
  private final int index;
  private final String name;
  private final OptionalLong memory;

  /**
   * Describes a device; backends call this, hosts take the devices that a backend lists.
   *
   * @param type {@code cpu}, {@code cuda}
   * @param index which one of that type, from 0
   * @param name the product's name, for instance {@code NVIDIA H200}, or empty
   * @param memory its own memory in bytes, where it has some and tells
   */
  public Device(String type, int index, String name, OptionalLong memory) {
    this.type = type;
    this.index = index;
    this.name = name;
    this.memory = memory;
  }

  /**
   * Reads a device as PyTorch writes it. Whether it is there, its backend knows.
   *
   * @param text {@code cpu}, {@code cuda} (the first), {@code cuda:1}
   * @return the device
   * @throws DeviceException if the text is not of that form
   */
  public static Device of(String text) {
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
    return new Device(matcher.group(1), index, "", OptionalLong.empty());
  }

  /** {@return the kind of device: {@code cpu}, {@code cuda}} */
  public String type() {
    return type;
  }

  /** {@return which one of its type, from 0} */
  public int index() {
    return index;
  }

  /** {@return the product's name, or an empty text where it is not known} */
  public String name() {
    return name;
  }

  /** {@return the device's own memory in bytes, where it has some and tells} */
  public OptionalLong memory() {
    return memory;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Device device && type.equals(device.type) && index == device.index;
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
