package io.kindling.tck.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The numeric contract as data: {@code numerics.csv} holds, for everything that computes, how near
 * any two backends come to each other and to PyTorch. {@code docs/numerics.md} explains it.
 */
public final class Numerics {
  private static final Map<String, Bounds> ALL = read();

  private Numerics() {}

  private static Map<String, Bounds> read() {
    try (InputStream file = Numerics.class.getResourceAsStream("/io/kindling/tck/numerics.csv")) {
      Map<String, Bounds> all = new LinkedHashMap<>();
      byte[] contents = Objects.requireNonNull(file, "numerics.csv").readAllBytes();
      for (String line : new String(contents, StandardCharsets.UTF_8).lines().skip(1).toList()) {
        Bounds bounds = Bounds.parse(line);
        if (all.put(bounds.kind() + " " + bounds.name(), bounds) != null) {
          throw new IllegalArgumentException("twice in numerics.csv: '" + line + "'");
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return all bounds, in the order of the file} */
  public static List<Bounds> all() {
    return List.copyOf(ALL.values());
  }

  /**
   * The bounds of one thing.
   *
   * @param kind the sort of thing
   * @param name its name
   * @return its bounds, which must be there
   */
  public static Bounds of(String kind, String name) {
    return Objects.requireNonNull(
        ALL.get(kind + " " + name),
        () -> "add a line '" + kind + "," + name + ",…' to numerics.csv");
  }

  /**
   * The bounds of a tensor operation.
   *
   * @param name the name of {@link io.kindling.Tensor}'s method
   * @return its bounds
   */
  public static Bounds operation(String name) {
    return of("operation", name);
  }

  /**
   * The bounds of a module.
   *
   * @param name the name of its description
   * @return its bounds
   */
  public static Bounds module(String name) {
    return of("module", name);
  }

  /**
   * The bounds of a loss.
   *
   * @param name the name of its description
   * @return its bounds
   */
  public static Bounds loss(String name) {
    return of("loss", name);
  }

  /**
   * The bounds of an optimizer: of the parameters after each of the first steps.
   *
   * @param name the name of its description
   * @return its bounds
   */
  public static Bounds optimizer(String name) {
    return of("optimizer", name);
  }

  /**
   * The bounds of whole runs.
   *
   * @param name what of them: losses, weights, predictions
   * @return its bounds
   */
  public static Bounds run(String name) {
    return of("run", name);
  }

  /**
   * The bounds of random numbers.
   *
   * @param name how they are drawn
   * @return its bounds
   */
  public static Bounds random(String name) {
    return of("random", name);
  }
}
