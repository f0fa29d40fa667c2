package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Peer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is compared. Nobody's classes are loaded but those of the one that is asked for. */
public final class Peers {
  /** Who trains nothing and says how fast the machine reads. */
  public static final String READ = "read";

  /** Those whose classes are a newer JDK's than the one that compiles these. */
  private static final Map<String, Peer> ADDED = new ConcurrentHashMap<>();

  private Peers() {}

  /**
   * Adds one.
   *
   * @param name its name
   * @param peer who
   */
  public static void add(String name, Peer peer) {
    ADDED.put(name, peer);
  }

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
      case "ejml" -> new EjmlPeer();
      case "netlib" -> new NetlibPeer();
      case "onnxruntime" -> new OnnxRuntimePeer();
      case READ -> new ReadPeer();
      default -> added(name);
    };
  }

  private static Peer added(String name) {
    Peer peer = ADDED.get(name);
    if (peer == null) {
      throw new IllegalArgumentException("there is no peer " + name);
    }
    return peer;
  }
}
