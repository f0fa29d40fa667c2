package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in other encodings than most, with marks in their midst, and what is none by a byte. */
final class EncodingsTest {
  private static final String MARK = "\uFEFF";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  private void write(String text, String charset) throws IOException {
    Files.write(file, text.getBytes(Charset.forName(charset)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {"UTF-8!,", "UTF-16LE!,", "UTF-16BE!;", "UTF-8!::", "UTF-8!\u00a6", "UTF-32LE!,"})
  void aMarkBeforeAQuotedCellIsPassedOver(String charset, String separator) throws IOException {
    String text = "+c,y\n\"a\",1\n+\"a\",2\n+\n+b,3\n";
    write(text.replace("+", MARK).replace(",", separator), charset);
    assertThat(CsvFile.of(file).separator(separator).findClasses("c").labels())
        .containsExactly("a", "b");
  }

  @Test
  void aMarkBeforeAQuotedCellIsPassedOverAmongSpaces() throws IOException {
    write("c y\n\"a b\" 1\n" + MARK + "\"a b\" 2\n", "UTF-8");
    assertThat(CsvFile.of(file).findClasses("c").labels()).containsExactly("a b");
  }

  @Test
  void aMarkElsewhereIsText() throws IOException {
    write(MARK + "y,a\n1,2\n" + MARK + "1,4\n2," + MARK + "\n", "UTF-16LE");
    assertThat(CsvFile.of(file).findClasses("a").labels()).containsExactly("2", "4", MARK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-32LE", "UTF-32BE"})
  void utf32IsReadByItsMark(String charset) throws IOException {
    write(MARK + "a,y\n1,2\n", charset);
    assertThat(CsvFile.of(file).header()).containsExactly("a", "y");
    assertThat(CsvFile.of(file).charset(Charset.forName("UTF-32")).header())
        .containsExactly("a", "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-32", "UTF-16"})
  void withoutAMarkItIsWhatIsSaid(String charset) throws IOException {
    write("sep=;\na,b;y\n1;2\n", charset + "BE");
    assertThat(CsvFile.of(file).charset(Charset.forName(charset)).header())
        .containsExactly("a,b", "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,y\n1,2\n1,\0003\n", "a,y\n1,2\n1\0,3\n", "a,y\n\n\0\0001,2\n"})
  void aZeroByteIsNamedWithItsLine(String text) throws IOException {
    write(text, "UTF-8");
    assertThatThrownBy(() -> CsvFile.of(file).header())
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ", line 3: the file must be readable as CSV (got a zero byte; expected text; take"
                + " it out, or write the table again)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,y\n1,2\n",
        "\u0438\u043c\u044f,\u0433\u043e\u0440\u043e\u0434\n\u0438\u0432\u0430\u043d,\u043c\u043e\u0441\u043a\u0432\u0430\n",
        "\u4e0a\u4e0b\u5de6,\u5217\u5217\u5217\n\u503c\u503c\u503c\u503c,\u503c\u503c\u503c\n"
      })
  void utf16WithoutAMarkIsEvident(String text) throws IOException {
    for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      write(text, charset.name());
      assertThat(String.join(",", CsvFile.of(file).header()))
          .isEqualTo(text.substring(0, text.indexOf('\n')));
    }
  }

  @Test
  void aCellThatIsTooLongIsNoQuote() throws IOException {
    write("a y\n1 2\n" + "1".repeat(17 << 20) + " 2\n", "UTF-8");
    assertThatThrownBy(
            () -> {
              try (var rows = CsvFile.of(file).open()) {
                rows.readAll();
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ", line 3: a cell must not have too many characters (got more than 16777216;"
                + " expected at most so many; if a quote opens the cell, close it; or leave the"
                + " text out)");
  }
}
