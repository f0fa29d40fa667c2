package io.kindling.cpu.kernel;

/**
 * Whether the kernels of the Vector API are used.
 *
 * @param on whether they are
 * @param reason how wide the vectors are; or why there are none, and what turns them on
 */
record Vectors(boolean on, String reason) {
  private static final String MODULE = "jdk.incubator.vector";

  /** Decides by what the host wants, by what the JVM was started with, and by the machine. */
  static Vectors choose(boolean wanted) {
    if (!wanted) {
      return off("-D" + Processor.VECTOR + "=false; without it they are on where they can be");
    }
    if (!moduleIsThere()) {
      return off(
          "the JVM was started without the Vector API; --add-modules "
              + MODULE
              + " on the java command line turns them on");
    }
    return ofTheMachine();
  }

  static Vectors off(String reason) {
    return new Vectors(false, reason);
  }

  /** Whether the JVM was started with the module; without, the vector kernels do not even load. */
  private static boolean moduleIsThere() {
    ModuleLayer own = Vectors.class.getModule().getLayer();
    ModuleLayer layer = own == null ? ModuleLayer.boot() : own;
    return layer.findModule(MODULE).isPresent();
  }

  private static Vectors ofTheMachine() {
    String width = VectorKernels.WIDTH + " floats each";
    return VectorKernels.supported()
        ? new Vectors(true, width)
        : off(
            "the machine's are too small to gain by them, " + width + "; no option turns them on");
  }

  /** {@return both, for people, for instance {@code on (8 floats each)}} */
  @Override
  public String toString() {
    return (on ? "on" : "off") + " (" + reason + ")";
  }
}
