package io.kindling.tck.kit;

/**
 * A line of {@code numerics.csv}: how near backends come to each other, and to PyTorch, in one
 * thing.
 *
 * @param kind what sort of thing it is: operation, module, loss, optimizer, …
 * @param name its name
 * @param valueText the bound of its values, as {@link Tolerance} reads it
 * @param gradientText the bound of its gradients; {@code none} where there are none
 * @param reason why the bounds are as they are
 */
public record Bounds(
    String kind, String name, String valueText, String gradientText, String reason) {
  public static Bounds parse(String line) {
    String[] cells = line.split(",", 5);
    if (cells.length != 5) {
      throw new IllegalArgumentException("no line of numerics.csv: '" + line + "'");
    }
    return new Bounds(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  /** {@return the bound of its values} */
  public Tolerance value() {
    return Tolerance.parse(kind + " " + name + ", value", valueText);
  }

  /** {@return the bound of its gradients} */
  public Tolerance gradient() {
    return Tolerance.parse(kind + " " + name + ", gradient", gradientText);
  }
}
