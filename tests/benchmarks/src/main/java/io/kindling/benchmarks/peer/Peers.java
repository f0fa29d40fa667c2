package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Peer;

/** Who is compared. Nobody's classes are loaded but those of the one that is asked for. */
public final class Peers {
  /** Who trains nothing and says how fast the machine reads. */
  public static final String READ = "read";

  private Peers() {}

  /**
   * {@return one of them}
   *
   * @param name its name
   */
  public static Peer named(String name) {
    return switch (name) {
      case "cpu", "libtorch" -> new KindlingPeer(name);
      case "javacpp" -> new JavaCppPeer();
      case "djl" -> new DjlPeer();
      case "nd4j" -> new Nd4jPeer();
      case "commons-math" -> new CommonsMathPeer();
      case "tribuo" -> new TribuoPeer();
      case READ -> new ReadPeer();
      default -> throw new IllegalArgumentException("there is no peer " + name);
    };
  }
}
