package io.kindling.checkpoint.pickle;

import static io.kindling.checkpoint.pickle.Pickles.body;
import static io.kindling.checkpoint.pickle.Pickles.pickle;
import static io.kindling.checkpoint.pickle.Pickles.plain;
import static io.kindling.checkpoint.pickle.Pickles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a pickle asks for, it gets one exception, soon, and with no memory taken. */
final class HostilePickleTest {
  private static final String ORDERED_DICT = "ccollections\nOrderedDict\n)R";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p01_os_system | 'posix system'
          p02_eval | 'builtins eval'
          p04_global_not_called | 'os system'
          p06_obj_opcode | 'posix system'
          p09_ext1 | opcode 0x82
          p11_reduce_noncallable | only what a pickle names can be applied, and not what it has made (got 1
          p14_ordereddict_args | an entry must be a list of two
          p16_build_attr_dunder | attributes can only be set once, and only of an OrderedDict
          p18_setitem_on_list | items can only be set in a dict (got a list
          p19_setitems_on_tensor | items can only be set in a dict (got a tensor
          p21_setitems_odd | each key must have a value
          p22_unhashable_key | keys must be values that do not change (got a list
          p23_selfref_key | keys must be values that do not change (got a list
          p26_stack_underflow | an instruction must find its operands
          p28_stop_empty | an instruction must find its operands
          p29_no_stop | a pickle must be complete
          p30_trailing_after_stop | bytes beside it
          p32_memo_missing | a value must be there before it is referred to
          p33_memo_huge_index | number 4294967295 after
          p35_unicode_len_4G | 4294967295 bytes
          p36_unicode_len_2G | 2147483647 bytes
          p37_unicode_bad_utf8 | strings must be UTF-8
          p38_unicode_surrogate | strings must be UTF-8
          p46_billion_laughs_memo | shared values must not add up to too many
          p48_proto255 | protocol 255
          p49_no_proto | no protocol
          p50_proto_twice | the protocol must be stated once
          p53_global_dotted | 'torch _utils._rebuild_tensor_v2'
          t01_oob_shape | must lie in its storage
          t03_neg_offset | offset -
          t04_neg_stride | whole numbers of 0 or more
          t08_numel_negative | of length -
          t09_numel_overflow | the length of a storage must be valid
          t11_shape_overflow_long | must lie in its storage and not be far larger
          t12_expand_bomb | must lie in its storage and not be far larger
          t14_rank_mismatch | a stride for each size
          t17_path_key | a key that can name a record
          t23_same_key_two_dtypes | must have one type and one length
          t32_size_is_list | must be the shape, a tuple (got a list
          t36_sparse | _rebuild_sparse_tensor must have its arguments
          """)
  void refuses(String name, String message) {
    // the third has other storages; TorchLegacyTest has its own list
    for (PickleDialect dialect : List.of(PickleDialect.PLAIN, PickleDialect.TORCHSCRIPT)) {
      assertThatThrownBy(() -> read(pickle("hostile/" + name), dialect))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("model.pt: ")
          .hasMessageContaining(" of data.pkl; expected ")
          .hasMessageContaining(message);
    }
  }

  /** Whether the root is a state dict, and what the records hold, is asked above the pickle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00_control_valid",
        "p47_proto5",
        "p54_root_is_tensor",
        "p55_root_is_int",
        "p56_nonstring_key",
        "t20_short_record",
        "t21_long_record"
      })
  void leavesTheRestToItsCaller(String name) {
    assertThat(plain(pickle("hostile/" + name))).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(PickleDialect.class)
  void survivesEveryTruncationAndEveryFlip(PickleDialect dialect) {
    byte[] pickle = pickle("good/linear_1x1");
    for (int length = 0; length < pickle.length; length++) {
      byte[] truncated = java.util.Arrays.copyOf(pickle, length);
      assertThatThrownBy(() -> read(truncated, dialect)).isInstanceOf(CheckpointException.class);
    }
    int refused = 0;
    for (int at = 0; at < pickle.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] flipped = pickle.clone();
        flipped[at] ^= (byte) flip;
        refused += Mutations.isRefused(flipped, dialect) ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(pickle.length * 200);
  }

  @ParameterizedTest
  @EnumSource(PickleDialect.class)
  void survivesGarbage(PickleDialect dialect) {
    Mutations mutations = new Mutations(1);
    int read = 0;
    for (int i = 0; i < 10_000; i++) {
      read += Mutations.isRefused(mutations.next(), dialect) ? 0 : 1;
    }
    assertThat(read).isBetween(1, 9_999);
  }

  @Test
  void refusesDepth() {
    int many = 300_000;
    assertRefused(body("]".repeat(many) + "a".repeat(many - 1)), "a depth of 201");
    assertRefused(body(")" + "\u0085".repeat(many)), "a depth of 201");
    assertRefused(body("}X\0\0\0\0".repeat(201) + "N" + "s".repeat(201)), "a depth of 201");
    assertRefused(body("(".repeat(many)), "10001 of them under construction");
    assertThat(plain(body("]".repeat(200) + "a".repeat(199)))).isNotNull();
  }

  /** The shared part is seen first where it is not deep. */
  @Test
  void countsTheDepthOfSharedValuesToo() {
    String shared = "]".repeat(150) + "a".repeat(149) + "q\0a";
    String deep = "]".repeat(60) + "h\0" + "a".repeat(60);
    assertRefused(body("]" + shared + deep + "a"), "a depth of 211");
  }

  private static void assertRefused(byte[] pickle, String message) {
    assertThatThrownBy(() -> plain(pickle))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ]q\0h\0a | a circle through a list
          }q\0X\0\0\0\0h\0s | a circle through a dict
          ]q\0(h\0\u0085q\1e | a circle through a
          """)
  void refusesCircles(String body, String message) {
    assertThatThrownBy(() -> plain(body(body)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("save a copy without the circle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          N | 1572865 | 1572865 values
          } | 393217 | 393217 of them containers
          """)
  void refusesFloods(String value, int count, String message) {
    assertThatThrownBy(() -> plain(body(value.repeat(count))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAPickleThatIsTooLarge() {
    PickleLimits few = new PickleLimits(4, 10, 10, 10, 10, 10, 10, 10);
    assertThatThrownBy(
            () -> PickleReader.read(java.nio.ByteBuffer.allocate(5), "f", PickleDialect.PLAIN, few))
        .hasMessageContaining("a pickle must have a valid length (got 5 bytes at byte 0");
  }

  @Test
  void refusesMoreNumbersThanValues() {
    assertRefused(
        body("Nq\0q\1"), "number 1 after 1 numbers at byte 5 of data.pkl; expected at most 0");
    assertThat(plain(body("]q\0Nq\1a"))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c__torch__\\nM\\n)\u0081}b}b | attributes can only be set once
          c__torch__\\nM\\n)\u0081]b | a module must have a state of its own
          c__torch__\\nM\\n)\u0081}K1Nsb | attributes must have names
          c__torch__\\nM\\nN\u0085\u0081 | modules of a TorchScript archive are objects made of nothing
          }c__torch__\\nM\\nb | attributes can only be set once
          """)
  void refusesObjectsOfAnyOtherKind(String body, String message) {
    String unescaped = body.replace("\\n", "\n");
    assertThatThrownBy(() -> read(body(unescaped), PickleDialect.TORCHSCRIPT))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAStateThatTwoObjectsShare() {
    String first = "c__torch__\nM\n)\u0081}q\0b";
    String both = "](" + first + "c__torch__\nM\n)\u0081h\0b";
    assertThatThrownBy(() -> read(body(both), PickleDialect.TORCHSCRIPT))
        .hasMessageContaining("a module must have a state of its own");
  }

  @Test
  void refusesAKeyTwice() {
    assertThatThrownBy(() -> plain(body("}(K\1NK\1Nu")))
        .hasMessageContaining("keys must not repeat (got 1 at byte");
  }

  /** Keys of one hash are compared, for each map that they are in. */
  @Test
  void countsLongKeysEachTime() {
    String text = "X\1\20\0\0" + "x".repeat(4097) + "q\0";
    assertRefused(body("](" + text + "}h\0Ns}h\0Nse"), "shared values must not add up to too many");
    assertThat(plain(body("](" + text + "}h\0Nse"))).isNotNull();
  }

  @Test
  void refusesSizesThatAreCopiedWithoutEnd() {
    String storage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + "0X\3\0\0\0cpuK\1tQ";
    String ones = "(" + "K\1".repeat(64) + "tq\1h\1";
    String arguments = "(" + storage + "K\0" + ones + "\u0089" + ORDERED_DICT + "tq\2";
    String made =
        "ctorch._utils\n_rebuild_tensor_v2\nq\0" + arguments + "00](" + "h\0h\2R".repeat(100);
    assertRefused(body(made), "shared values must not add up to too many");
  }

  /** Java's maps put them in order where many share a hash. */
  @Test
  void namesHaveAnOrder() {
    assertThat(new ForeignObject.Name("a", "Aa"))
        .hasSameHashCodeAs(new ForeignObject.Name("a", "BB"))
        .isLessThan(new ForeignObject.Name("a", "BB"));
  }

  @Test
  void refusesAFunctionInATuple() {
    assertThatThrownBy(() -> plain(body("]ctorch\nFloatStorage\n\u0085a")))
        .hasMessageContaining("got a class or a function");
  }

  @Test
  void showsStringsOfTheFileOnOneLine() {
    assertThatThrownBy(() -> plain(body("X\3\0\0\0a\nb)R")))
        .hasMessageContaining("(got 'a\\nb' at byte 11 of data.pkl");
  }

  @Test
  void readsAsManyViewsAsThereAre() {
    StringBuilder body = new StringBuilder("}(");
    String storage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + "0X\3\0\0\0cpuK\4tQ";
    for (int i = 0; i < 20_000; i++) {
      body.append('J').append((char) (i & 0xff)).append((char) (i >> 8)).append("\0\0");
      body.append("ctorch._utils\n_rebuild_tensor_v2\n(").append(storage);
      body.append("K\0K\4\u0085K\1\u0085\u0089").append(ORDERED_DICT).append("tR");
    }
    assertThat((Map<?, ?>) plain(body(body.append('u').toString()))).hasSize(20_000);
  }
}
