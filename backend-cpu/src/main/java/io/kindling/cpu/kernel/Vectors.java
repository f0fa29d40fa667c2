package io.kindling.cpu.kernel;

import java.lang.module.ModuleFinder;

/**
 * Whether the kernels of the Vector API are used.
 *
 * @param on whether they are
 * @param reason how wide the vectors are; or why there are none
 * @param remedy what turns them on; empty where they are or nobody wants them
 */
record Vectors(boolean on, String reason, String remedy) {
  private static final String MODULE = "jdk.incubator.vector";

  /** Decides by what the host wants, by what the JVM was started with, and by the machine. */
  static Vectors choose(boolean wanted) {
    if (!wanted) {
      return off("-D" + Processor.VECTOR + "=false", "without it they are on where they can be");
    }
    return isStartedWithTheModule()
        ? ofTheMachine()
        : off(
            "the JVM was started without the Vector API",
            "--add-modules " + MODULE + " on the java command line turns them on");
  }

  /**
   * Decides likewise, and looks whether the JVM can be started with the Vector API at all: ten
   * milliseconds that {@link #choose} leaves to who asks.
   *
   * @param jdk the modules of the JVM's runtime image
   */
  static Vectors examine(boolean wanted, ModuleFinder jdk) {
    return !wanted || jdk.find(MODULE).isPresent()
        ? choose(wanted)
        : off(
            "the JVM's runtime image has no Vector API",
            "a JDK has it, and an image that is made with --add-modules " + MODULE);
  }

  static Vectors off(String reason, String remedy) {
    return new Vectors(false, reason, remedy);
  }

  /** Whether the JVM was started with the module; without, the vector kernels do not even load. */
  private static boolean isStartedWithTheModule() {
    ModuleLayer own = Vectors.class.getModule().getLayer();
    ModuleLayer layer = own == null ? ModuleLayer.boot() : own;
    return layer.findModule(MODULE).isPresent();
  }

  private static Vectors ofTheMachine() {
    String width = VectorKernels.WIDTH + " floats each";
    return VectorKernels.supported()
        ? new Vectors(true, width, "")
        : off("the machine's are too small to gain by them, " + width, "no option turns them on");
  }

  /** {@return all, for people, for instance {@code on (8 floats each)}} */
  @Override
  public String toString() {
    String what = remedy.isEmpty() ? reason : reason + "; " + remedy;
    return (on ? "on" : "off") + " (" + what + ")";
  }
}
