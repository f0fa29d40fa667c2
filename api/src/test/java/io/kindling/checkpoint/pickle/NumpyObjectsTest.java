package io.kindling.checkpoint.pickle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.NumpyScalar;
import io.kindling.checkpoint.python.NumpyType;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What NumPy writes is a value, and what it would not write is none. A character is a byte. */
final class NumpyObjectsTest {
  private static final String NOTHING = "C\1b";
  private static final String NO_SIZES = "J\377\377\377\377J\377\377\377\377";

  private static @Nullable Object find(String instructions) {
    PickleTree tree =
        PickleReader.read(
            ByteBuffer.wrap(Pickles.body(instructions)),
            "model.pt",
            PickleDialect.PLAIN,
            PickleLimits.DEFAULT,
            Unknown.KEEP);
    return new NumpyObjects(tree.bytes())
        .find((ForeignObject) requireNonNull(tree.root(), instructions));
  }

  private static String text(String value) {
    return "X" + (char) value.length() + "\0\0\0" + value;
  }

  private static String dtype(String code, String order) {
    return dtype(code, "\u0089\u0088", "K\3" + text(order) + "NNN" + NO_SIZES + "K\0");
  }

  private static String dtype(String code, String flags, String state) {
    return "cnumpy\ndtype\n" + text(code) + flags + "\u0087R(" + state + "tb";
  }

  private static String array(String type, String bytes) {
    return array("cnumpy\nndarray\nK\0\u0085" + NOTHING, "K\1", type, "\u0089" + bytes);
  }

  private static String array(String arguments, String version, String type, String rest) {
    String made = "cnumpy.core.multiarray\n_reconstruct\n" + arguments + "\u0087R(";
    return made + version + "K\2\u0085" + type + rest + "tb";
  }

  private static String bytes(int... values) {
    StringBuilder bytes = new StringBuilder("C" + (char) values.length);
    for (int value : values) {
      bytes.append((char) value);
    }
    return bytes.toString();
  }

  @Test
  void valuesAreSwappedWhereTheyAreBigEndian() {
    Object found = find(array(dtype("i2", ">"), bytes(1, 2, 0, 3)));
    assertThat(found)
        .isInstanceOfSatisfying(
            NumpyArray.class,
            array -> {
              assertThat(array.type()).isEqualTo(new NumpyType(StoredType.INT16, true));
              assertThat(array.values().toTensorData())
                  .isEqualTo(TensorData.of(new long[] {0x102, 3}, Shape.of(2)));
            });
  }

  /** NumPy takes every byte but 0 for true, and so do we; others would take the byte. */
  @Test
  void whatIsNotZeroIsTrue() {
    assertThat(find(array(dtype("b1", "|"), bytes(0, 2))))
        .isInstanceOfSatisfying(
            NumpyArray.class,
            array ->
                assertThat(array.values().bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1})));
    String scalar = "cnumpy.core.multiarray\nscalar\n" + dtype("b1", "|") + bytes(0xff) + "\u0086R";
    assertThat(find(scalar))
        .isInstanceOfSatisfying(
            NumpyScalar.class,
            number -> {
              assertThat(number.plain()).isEqualTo(true);
              assertThat(number.stored().bytes().get(0)).isEqualTo((byte) 1);
            });
  }

  /** Python 2 wrote numbers for truth values, and its strings, which are texts by their bytes. */
  @Test
  void readsWhatPython2Wrote() {
    String type = dtype("f8", "K\0K\1", "K\3U\1<NNN" + NO_SIZES + "K\0");
    String two = "U\20" + "\0".repeat(7) + "@" + "\0".repeat(7) + "@";
    assertThat(find(array("cnumpy\nndarray\nK\0\u0085U\1b", "K\1", type, "\u0089" + two)))
        .isInstanceOfSatisfying(
            NumpyArray.class,
            array ->
                assertThat(array.values().bytes().order(ByteOrder.LITTLE_ENDIAN).getDouble(8))
                    .isEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource({
    "i1, |", "i2, <", "i4, >", "i8, <", "u1, |", "u2, <", "u4, <", "u8, >", "f2, <", "f4, <",
    "f8, >", "c8, <", "c16, >", "b1, |"
  })
  void knowsEveryTypeOfNumbersByWhatNumpyCallsIt(String code, String order) {
    assertThat(find(dtype(code, order)))
        .isInstanceOfSatisfying(
            NumpyType.class,
            type -> {
              assertThat(type.code()).isEqualTo(code);
              assertThat(type.order()).isEqualTo(order);
            });
  }

  /** Letters mean other sizes on other machines, and NumPy writes none of these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "l",
        "L",
        "q",
        "Q",
        "=f8",
        "<i8",
        "|b1",
        "?",
        "int64",
        "float32",
        "longlong",
        "f16",
        "c32",
        "O",
        "O8",
        "U1",
        "S1",
        "V8",
        "M8",
        "m8",
        "f",
        "i3",
        "F4",
        ""
      })
  void anyOtherTypeIsNone(String code) {
    assertThat(find(dtype(code, "<"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K\2X\1\0\0\0<NNNJ\377\377\377\377J\377\377\377\377K\0", // another version
        "K\4X\1\0\0\0<NNNJ\377\377\377\377J\377\377\377\377K\0}", // metadata
        "K\3X\1\0\0\0?NNNJ\377\377\377\377J\377\377\377\377K\0", // no order
        "K\3NNNNJ\377\377\377\377J\377\377\377\377K\0",
        "K\3X\1\0\0\0<)NNJ\377\377\377\377J\377\377\377\377K\0", // parts
        "K\3X\1\0\0\0<N)NJ\377\377\377\377J\377\377\377\377K\0", // names
        "K\3X\1\0\0\0<NN}J\377\377\377\377J\377\377\377\377K\0", // fields
        "K\3X\1\0\0\0<NNNK\20J\377\377\377\377K\0", // a size
        "K\3X\1\0\0\0<NNNJ\377\377\377\377K\10K\0", // an alignment
        "K\3X\1\0\0\0<NNNJ\377\377\377\377J\377\377\377\377K\77", // flags
        "K\3X\1\0\0\0<NNNJ\377\377\377\377J\377\377\377\377", // too short
        "K\3X\1\0\0\0<NNNJ\377\377\377\377J\377\377\377\377K\0K\0", // too long
        "K\3"
      })
  void aTypeWithAnotherStateIsNone(String state) {
    assertThat(find(dtype("f4", "\u0089\u0088", state))).isNull();
    String eight = bytes(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(find(array(dtype("f4", "\u0089\u0088", state), eight))).isNull();
    assertThat(find(array(dtype("f4", "<"), eight))).as("the control").isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0088\u0088", "\u0089\u0089", "K\1K\1", "NN", "K\0N"})
  void aTypeMadeInAnotherWayIsNone(String flags) {
    assertThat(find(dtype("f4", flags, "K\3X\1\0\0\0<NNN" + NO_SIZES + "K\0"))).isNull();
  }

  @Test
  void aTypeWithoutAStateIsNone() {
    assertThat(find("cnumpy\ndtype\n" + text("f4") + "\u0089\u0088\u0087R")).isNull();
  }

  @Test
  void anArrayMadeInAnotherWayIsNone() {
    String type = dtype("u1", "|");
    String usual = "cnumpy\nndarray\nK\0\u0085" + NOTHING;
    String rest = "\u0089" + bytes(1, 2);
    assertThat(find(array(usual, "K\1", type, rest))).as("the control").isNotNull();
    assertThat(find(array("cnumpy\nmatrix\nK\0\u0085" + NOTHING, "K\1", type, rest))).isNull();
    assertThat(find(array("cnumpy\nndarray\n)" + NOTHING, "K\1", type, rest))).isNull();
    assertThat(find(array("cnumpy\nndarray\nK\0\u0085C\1O", "K\1", type, rest))).isNull();
    assertThat(find(array(usual, "K\2", type, rest))).as("version 2").isNull();
    assertThat(find(array(usual, "N", type, rest))).as("no version").isNull();
    assertThat(find(array(usual, "K\1", type, "K\0" + bytes(1, 2)))).as("no flag").isNull();
    assertThat(find(array(usual, "K\1", type, "\u0089" + bytes(1)))).as("too short").isNull();
    assertThat(find(array(usual, "K\1", type, "\u0089" + "X\2\0\0\0\303\251"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F", "A", "K"})
  void aBufferIsInRowsOrColumns(String order) {
    String made = "cnumpy.core.numeric\n_frombuffer\n(" + bytes(1, 2) + dtype("u1", "|");
    Object found = find(made + "K\2\u0085" + text(order) + "tR");
    assertThat(found != null).isEqualTo(order.equals("C") || order.equals("F"));
    String built = made + "K\2\u0085" + text("C") + "tR}b";
    assertThat(find(built)).as("with a state").isNull();
  }
}
