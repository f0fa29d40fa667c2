package io.kindling.csv;

import io.kindling.table.MissingValues;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A cell of a text of which bytes are known. */
final class PlainCell extends TextCell {
  private static final byte[] NOTHING = {};

  private final Charset charset;
  private final Dialect dialect;
  private final byte decimal;
  private final MissingValues missing;
  private long line;
  private int column;
  private byte[] bytes = NOTHING;
  private int from;

  /** Where it ends; where it has doubled quotes, the complement. */
  private int to;

  PlainCell(CsvText text, Columns columns) {
    super(columns);
    this.charset = text.charset();
    this.dialect = text.source().dialect();
    this.decimal = (byte) dialect.decimal();
    this.missing = dialect.missing();
  }

  void row(Block block, int row) {
    bytes = block.bytes;
    line = block.lines[row];
  }

  void show(int column, int from, int to) {
    this.column = column;
    this.from = from;
    this.to = to;
  }

  @Override
  long line() {
    return line;
  }

  @Override
  int index() {
    return column;
  }

  @Override
  public String text() {
    return to < 0
        ? new String(bytes, from, ~to - from, charset).replace("\"\"", "\"")
        : new String(bytes, from, to - from, charset);
  }

  @Override
  public double parse() {
    if (to < 0 || (missing.holdNumbers() && isMissing())) {
      return Double.NaN;
    }
    double number = Decimals.parse(bytes, from, to, decimal);
    boolean grouped = Double.isNaN(number) && dialect.thousands() != null;
    return grouped ? dialect.grouped(text()) : number;
  }

  @Override
  public @Nullable BigDecimal decimal() {
    boolean plain = to >= 0 && !missing.holdNumbers();
    BigDecimal number = plain ? Decimals.decimal(bytes, from, to, decimal) : null;
    return number == null ? super.decimal() : number;
  }

  @Override
  public boolean isMissing() {
    return missing.isMissing(text().strip());
  }
}
