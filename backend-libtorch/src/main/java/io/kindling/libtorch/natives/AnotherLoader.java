package io.kindling.libtorch.natives;

import io.kindling.Backends;

/**
 * LibTorch in more than one class loader of a process. JNI lets but one have a library, so JavaCPP
 * makes a copy of the part that Java calls for each further one; LibTorch itself they share. It
 * works, and none of these loaders is ever collected: JavaCPP has a thread in each.
 */
final class AnotherLoader {
  static final String LOADED =
      "LibTorch is loaded for another class loader of this process already";
  static final String SHARE =
      "put the jars of JavaCPP, its presets and their natives where both class loaders find them";

  private AnotherLoader() {}

  /** Whether another has it, as far as the system tells; to be asked before this one has. */
  static boolean hasLibTorch() {
    return LoadedFiles.own().library("libjnitorch.so").isPresent();
  }

  /** Says what it costs. */
  static void tell() {
    if (!"false".equals(System.getProperty(Backends.LOG))) {
      System.getLogger("io.kindling.libtorch")
          .log(
              System.Logger.Level.WARNING,
              LOADED
                  + ", so this one has a copy of its own of the part that Java calls, 54 MB, and"
                  + " none of them is freed before the process ends; "
                  + SHARE);
    }
  }
}
