package io.kindling.core;

import io.kindling.error.DeviceException;
import java.util.OptionalLong;

/**
 * Where tensors live and are computed: {@code cpu}, {@code cuda:0}. Two devices are the {@link
 * #same} if their type and index are; name and memory only describe. Those that Kindling makes are
 * also equal then, and print as PyTorch writes them.
 */
public interface Device {
  /** The processor. Every backend has it. */
  Device CPU = of("cpu", 0);

  /** {@return the kind of device: {@code cpu}, {@code cuda}} */
  String type();

  /** {@return which one of its type, from 0} */
  int index();

  /**
   * {@return the product's name, for instance {@code NVIDIA H200}, or an empty text where it is not
   * known}
   */
  default String name() {
    return "";
  }

  /** {@return the device's own memory in bytes, where it has some and tells} */
  default OptionalLong memory() {
    return OptionalLong.empty();
  }

  /**
   * Whether two are one device. Equality is for an implementation to say; this is not.
   *
   * @param a a device
   * @param b a device
   * @return whether type and index are the same
   */
  static boolean same(Device a, Device b) {
    return a == b || (a.index() == b.index() && a.type().equals(b.type()));
  }

  /**
   * Reads a device as PyTorch writes it. Whether it is there, its backend knows.
   *
   * @param text {@code cpu}, {@code cuda} (the first), {@code cuda:1}
   * @return the device
   * @throws DeviceException if the text is not of that form
   */
  static Device of(String text) {
    return DescribedDevice.parse(text);
  }

  /**
   * Names a device. Whether it is there, its backend knows.
   *
   * @param type {@code cpu}, {@code cuda}
   * @param index which one of that type, from 0
   * @return the device
   */
  static Device of(String type, int index) {
    return of(type, index, "", OptionalLong.empty());
  }

  /**
   * Describes a device; backends call this, hosts take the devices that a backend lists.
   *
   * @param type {@code cpu}, {@code cuda}
   * @param index which one of that type, from 0
   * @param name the product's name, for instance {@code NVIDIA H200}, or empty
   * @param memory its own memory in bytes, where it has some and tells
   * @return the device
   */
  static Device of(String type, int index, String name, OptionalLong memory) {
    return new DescribedDevice(type, index, name, memory);
  }
}
