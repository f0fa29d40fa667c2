package io.kindling.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.error.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of others on a terminal. */
final class PrintableTest {
  @ParameterizedTest
  @CsvSource({
    "000a, \\n",
    "000d, \\r",
    "0009, \\t",
    "001b, \\u001b",
    "007f, \\u007f",
    "009b, \\u009b", // what ESC [ is in one character
    "00a0, \\u00a0",
    "202e, \\u202e", // turns round what follows
    "2028, \\u2028",
    "feff, \\ufeff",
    "d83d, \\ud83d", // half a character
    "e000, \\ue000",
    "e0041, \\U000e0041", // a tag, which nothing shows
  })
  void whatCannotBeSeenOrSteersATerminalIsAnEscape(String codePoint, String escape) {
    String text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";
    assertThat(Printable.piece(text)).isEqualTo("a" + escape + "b");
    assertThat(Printable.line(text)).isEqualTo("a" + escape + "b");
  }

  @Test
  void allScriptsStayAsTheyAre() {
    String text = "Größe in m², ціна, 価格, ثمن, 😀, o\u0308, C:\\x";
    assertThat(Printable.line(text)).isEqualTo(text);
    assertThat(Printable.quoted("ціна")).isEqualTo("'ціна'");
  }

  @Test
  void aPieceHasEightyCharacters() {
    assertThat(Printable.piece("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(Printable.piece("x".repeat(81))).isEqualTo("x".repeat(79) + "…");
    assertThat(Printable.piece("\u001b".repeat(81))).isEqualTo("\\u001b".repeat(13) + "…");
    assertThat(Printable.piece("😀".repeat(81))).isEqualTo("😀".repeat(39) + "…");
  }

  @Test
  void ofALongLineTheMiddleIsLeftOut() {
    assertThat(Printable.line("x".repeat(400))).isEqualTo("x".repeat(400));
    assertThat(Printable.line("x".repeat(200) + "y".repeat(500) + "z".repeat(99)))
        .isEqualTo("x".repeat(200) + "…" + "z".repeat(99));
    assertThat(Printable.line("😀".repeat(201)))
        .isEqualTo("😀".repeat(100) + "…" + "😀".repeat(49));
    assertThat(Printable.line("\u001b".repeat(400)))
        .isEqualTo("\\u001b".repeat(33) + "…" + "\\u001b".repeat(16));
  }

  @Test
  void ofAMessageTheLongestPartsGiveWay() {
    String s = "s".repeat(40);
    assertThat(Printable.line("%s: %s", s, "l".repeat(358))).isEqualTo(s + ": " + "l".repeat(358));
    assertThat(Printable.line("%s: %s", s, "l".repeat(359))).hasSize(300).startsWith(s + ": lll");
    String[] equal = Printable.line("%s:%s:%s", s, "l".repeat(900), "m".repeat(9000)).split(":");
    assertThat(equal[0]).isEqualTo(s);
    assertThat(equal[1]).hasSize(129).matches("l+…l+");
    assertThat(equal[2]).hasSize(129).matches("m+…m+");
    assertThat(Printable.line("%s", "%s\n")).isEqualTo("%s\\n");
  }

  @Test
  void anErrorOfAnythingIsOneShortLine() {
    String cell = "1\u001b[31m\r" + "9".repeat(5_000_000);
    DataException error = new DataException("x.csv", "it must be short", cell, "less", "cut it");
    assertThat(error)
        .message()
        .hasSize(300)
        .startsWith("x.csv: it must be short (got 1\\u001b[31m\\r999")
        .endsWith("99; expected less; cut it)");
    assertThat(error.got()).isEqualTo(cell);
  }
}
