package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import io.kindling.table.MissingValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers whose digits stand in groups: read where that is said, and never guessed. */
final class GroupsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  private static List<Double> numbers(CsvFile table) throws IOException {
    List<Double> numbers = new ArrayList<>();
    try (var rows = table.open()) {
      rows.on(0, cell -> numbers.add(cell.parse()));
      rows.readAll();
    }
    return numbers;
  }

  /** What a cell's number is, to both readers. */
  private double number(String cell, char decimal, char thousands) throws IOException {
    double[] read = new double[2];
    for (int i = 0; i < 2; i++) {
      String separator = i == 0 ? ";" : "::";
      Files.writeString(file, "a" + separator + "y\n\"" + cell + "\"" + separator + "1\n");
      read[i] =
          numbers(CsvFile.of(file).separator(separator).thousands(thousands).decimal(decimal))
              .get(0);
    }
    assertThat(Double.valueOf(read[0])).isEqualTo(Double.valueOf(read[1]));
    return read[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1,642|.|,|1642",
        "1,234,567.5|.|,|1234567.5",
        "-12,345e2|.|,|-1234500",
        "+999,999.|.|,|999999",
        "624|.|,|624",
        "1642.25|.|,|1642.25",
        "1.234.567,5|,|.|1234567.5",
        "1.642|,|.|1642",
        "1'642|.|'|1642",
        "1\u2019642|.|'|1642",
        "1 642|.|\" \"|1642",
        "1\u00a0642,5|,|\" \"|1642.5",
        "1\u202f642\u2009000|.|\u00a0|1642000",
        "1_642|.|_|1642"
      })
  void groupsAreRead(String cell, char decimal, char thousands, double number) throws IOException {
    assertThat(number(cell, decimal, thousands)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1,64|.|,",
        "1,6424|.|,",
        "1642,000|.|,",
        "12345,678|.|,",
        "0,642|.|,",
        ",642|.|,",
        "1,,642|.|,",
        "1,642,|.|,",
        "1,642,00|.|,",
        "1.5,642|.|,",
        "1.642,5.5|,|.",
        "1.64|,|.",
        "1.642.5|,|.",
        "1  642|.|\" \"",
        "1,642|.|'",
        "1e1,000|.|,",
        "--1,000|.|,"
      })
  void otherGroupsAreNoNumber(String cell, char decimal, char thousands) throws IOException {
    assertThat(number(cell, decimal, thousands)).isNaN();
  }

  @Test
  void theNumberIsThatOfTheDigitsToTheBit() throws IOException {
    Random random = new Random(3);
    StringBuilder plain = new StringBuilder("a;y\n");
    StringBuilder grouped = new StringBuilder("a;y\n");
    for (int i = 0; i < 2000; i++) {
      long whole = random.nextLong() >> random.nextInt(62);
      String fraction = random.nextBoolean() ? "" : "." + random.nextInt(1_000_000);
      plain.append(whole).append(fraction).append(";1\n");
      grouped.append(String.format("%,d", whole)).append(fraction).append(";1\n");
    }
    Files.writeString(file, plain);
    List<Double> expected = numbers(CsvFile.of(file));
    Files.writeString(file, grouped);
    assertThat(numbers(CsvFile.of(file).thousands(','))).isEqualTo(expected);
    assertThat(numbers(CsvFile.of(file))).isNotEqualTo(expected);
  }

  @Test
  void latin1HasItsNoBreakSpaceToo() throws IOException {
    Files.write(file, "a;y\n1\u00a0642;1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(numbers(CsvFile.of(file).charset(StandardCharsets.ISO_8859_1).thousands(' ')))
        .containsExactly(1642.0);
  }

  @Test
  void whatStandsForAMissingValueIsNone() throws IOException {
    Files.writeString(file, "a;y\n-9,999;1\n");
    assertThat(numbers(CsvFile.of(file).thousands(',').missing(MissingValues.of("-9,999"))).get(0))
        .isNaN();
  }

  @Test
  void groupsAndFractionHaveCharactersOfTheirOwn() throws IOException {
    Files.writeString(file, "a;y\n1;1\n");
    assertThatThrownBy(() -> CsvFile.of(file).thousands('.').header())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "thousands: digits must be grouped by something else than what stands before the"
                + " fraction (got '.' for both; expected two that differ; if the comma stands before"
                + " the fraction: decimal(','))");
    assertThat(CsvFile.of(file).thousands('.').decimal(',').header()).containsExactly("a", "y");
    assertThatThrownBy(() -> CsvFile.of(file).thousands('0'))
        .hasMessageStartingWith("thousands: digits must be grouped by a comma, a point, an ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1,642|.|if the comma groups digits: thousands(','); if it stands before the fraction:"
            + " decimal(',')",
        "1.642|,|if the point groups digits: thousands('.'); if it stands before the fraction:"
            + " decimal('.')",
        "2,5|.|if the comma stands before the fraction: decimal(',')",
        "1,642.5|.|if the comma groups digits: thousands(',')",
        "1.251,26|.|if the point groups digits: thousands('.') and decimal(',')",
        "1.234.567|.|if the point groups digits: thousands('.') and decimal(',')",
        "1'642|.|if the apostrophe groups digits: thousands(''')",
        "1\u00a0642|.|if the space groups digits: thousands(' ')",
        "1 251,26|.|if the space groups digits: thousands(' ') and decimal(',')"
      })
  void withoutItTheErrorNamesWhatMayBeMeant(String cell, char decimal, String remedy)
      throws IOException {
    Files.writeString(file, "a;y\n" + cell + ";1\n");
    assertThatThrownBy(() -> CsvFile.of(file).decimal(decimal).targets("y").table())
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("; expected a finite number such as 1.5; " + remedy + ")");
  }
}
