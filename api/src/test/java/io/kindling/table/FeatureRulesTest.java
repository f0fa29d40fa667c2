package io.kindling.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.TensorData;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What columns are found to hold, and what features they become. */
final class FeatureRulesTest {
  private static final TextTable PEOPLE =
      new TextTable(
          "city,age,member,since,y",
          "Bern,34,yes,2020-01-05,1",
          "Basel,,no,2021-03-01,2",
          "Bern,50,yes,1969-12-31,3",
          "Chur,27,No,2019-12-31T12:00,4");

  private static final List<String> COLUMNS = List.of("city", "age", "member", "since");

  private static TableDataset dataset(Table table, FeatureColumns columns) {
    return table.targets("y").features(columns).table();
  }

  private static List<Double> column(TableDataset data, int column) {
    TensorData features = data.all().features();
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < data.rows(); row++) {
      values.add((double) features.floats().get(row * data.features() + column));
    }
    return values;
  }

  @Test
  void textIsACategoryAndYesIsOneAndDatesAreDays() {
    FeatureColumns found =
        FeatureRules.standard().missing(Missing.MEAN).find(PEOPLE, COLUMNS, true).columns();
    assertThat(found.features())
        .containsExactly("city=Basel", "city=Bern", "city=Chur", "age", "member", "since");
    TableDataset data = dataset(PEOPLE, found);
    assertThat(column(data, 0)).containsExactly(0., 1., 0., 0.);
    assertThat(column(data, 1)).containsExactly(1., 0., 1., 0.);
    assertThat(column(data, 2)).containsExactly(0., 0., 0., 1.);
    assertThat(column(data, 3)).containsExactly(34., 37., 50., 27.);
    assertThat(column(data, 4)).containsExactly(1., 0., 1., 0.);
    assertThat(column(data, 5)).containsExactly(18266., 18687., -1., 18261.5);
  }

  @Test
  void theMedianAndAnIndicatorStandForWhatIsMissingToo() {
    FeatureRules rules = FeatureRules.standard();
    FeatureColumns median = rules.missing(Missing.MEDIAN).find(PEOPLE, COLUMNS, true).columns();
    assertThat(column(dataset(PEOPLE, median), 3)).containsExactly(34., 34., 50., 27.);
    FeatureColumns indicator =
        rules.missing(Missing.INDICATOR).find(PEOPLE, COLUMNS, true).columns();
    assertThat(indicator.features()).contains("age", "age missing").hasSize(7);
    assertThat(column(dataset(PEOPLE, indicator), 4)).containsExactly(0., 1., 0., 0.);
  }

  @Test
  void rowsWithGapsAreLeftOut() {
    FeatureRules rules = FeatureRules.standard().missing(Missing.DROP);
    FeatureColumns found = rules.find(PEOPLE, COLUMNS, true).columns();
    Selection kept = PEOPLE.targets("y").features(found).dropMissing();
    assertThat(kept.table().all().targets().toFloatArray()).containsExactly(1, 3, 4);
    assertThatThrownBy(() -> dataset(PEOPLE, found).rows())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("T, row 2, column age: a cell must hold a number");
  }

  @Test
  void gapsAreCounted() {
    TextTable gaps = new TextTable("a,b,y", "1,NA,1", ",?,2", "3,4,3");
    assertThatThrownBy(() -> FeatureRules.standard().find(gaps, List.of("a", "b"), true))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "T, row 2: cells must not be missing (got 1 in a, 2 in b; expected none;"
                + " missing(Missing.DROP), MEAN, MEDIAN or INDICATOR)");
  }

  @Test
  void monthsAndWeekdaysAreFeaturesOnRequest() {
    TextTable table = new TextTable("d,y", "2024-02-29,1", "2024-12-01,2");
    FeatureColumns found =
        FeatureRules.standard().dateParts(true).find(table, List.of("d"), true).columns();
    assertThat(found.features()).hasSize(1 + 12 + 7).startsWith("d", "d month=1");
    float[] rows = dataset(table, found).all().features().toFloatArray();
    assertThat(rows[2]).isEqualTo(1); // February
    assertThat(rows[13 + 3]).isEqualTo(1); // a Thursday
    assertThat(rows[20 + 12]).isEqualTo(1); // December
    assertThat(rows[20 + 13 + 6]).isEqualTo(1); // a Sunday
    float sum = 0;
    for (int i = 1; i < 20; i++) {
      sum += rows[i];
    }
    assertThat(sum).isEqualTo(2);
  }

  @Test
  void aTextAmongNumbersIsAnErrorUnlessTheColumnIsACategory() {
    TextTable table = new TextTable("a,y", "1,1", "1O,2", "1.0,3");
    assertThatThrownBy(() -> FeatureRules.standard().find(table, List.of("a"), true))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "T, row 2, column a: a cell must hold a number (got '1O'; expected a finite number such"
                + " as 1.5; a number is read where it stands without a sign or unit; categories(…)"
                + " makes the column one)");
    FeatureColumns found =
        FeatureRules.standard().categories(Set.of("a")).find(table, List.of("a"), true).columns();
    assertThat(found.features()).containsExactly("a=1", "a=1.0", "a=1O");
  }

  @Test
  void aLevelThatWasNotThereSetsNone() {
    TextTable train = new TextTable("c,y", "x,1", "y,2");
    FeatureColumns found = FeatureRules.standard().find(train, List.of("c"), true).columns();
    TableDataset data = dataset(new TextTable("c,y", "z,1", " x ,2"), found);
    assertThat(data.all().features().toFloatArray()).containsExactly(0, 0, 1, 0);
  }

  @Test
  void namesAndEmptyColumnsAreLeftOutUnlessTheyAreAskedFor() {
    String[] lines = new String[101];
    lines[0] = "name,nothing,x,y";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "person " + i + ",," + i + "," + i;
    }
    FeatureRules rules = FeatureRules.standard().missing(Missing.MEAN);
    List<String> columns = List.of("name", "nothing", "x");
    FeatureRules.Found found = rules.find(new TextTable(lines), columns, false);
    assertThat(found.columns().features()).containsExactly("x");
    assertThat(found.leftOut())
        .containsExactly(
            "name, text that is another one in nearly every row", "nothing, empty in every row");
    assertThat(rules.find(new TextTable(lines), columns, true).columns().features()).hasSize(102);
  }

  @Test
  void textThatComesLateIsFoundInASecondReading() {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    for (int i = 0; i < 1500; i++) {
      lines.add(i % 2 + "," + i);
    }
    for (int i = 0; i < 1600; i++) {
      lines.add("late," + i);
    }
    TextTable table = new TextTable(lines.toArray(String[]::new));
    FeatureColumns found = FeatureRules.standard().find(table, List.of("a"), true).columns();
    assertThat(found.features()).containsExactly("a=0", "a=1", "a=late");
    assertThat(table.readings).isEqualTo(2);
  }

  /** A column of so many levels, each in three rows. */
  private static TextTable levels(int count) {
    List<String> lines = new ArrayList<>(List.of("a"));
    for (int row = 0; row < 3 * count; row++) {
      lines.add("level " + row % count);
    }
    return new TextTable(lines.toArray(String[]::new));
  }

  private static Encoding encoding(FeatureRules rules, TextTable table) {
    return rules.find(table, List.of("a"), true).columns().columns().get(0).encoding();
  }

  @Test
  void aCategoryOfFiftyLevelsIsAnIndexWhereThatIsTheRule() {
    FeatureRules rules = FeatureRules.standard().texts(CategoryRule.byLevels());
    assertThat(encoding(FeatureRules.standard(), levels(50))).isInstanceOf(CategoryEncoding.class);
    assertThat(encoding(rules, levels(49))).isInstanceOf(CategoryEncoding.class);
    assertThat(encoding(rules, levels(50)))
        .isInstanceOfSatisfying(
            IndexEncoding.class,
            index -> {
              assertThat(index.dim()).isEqualTo(3);
              assertThat(index.levels().size()).isEqualTo(50);
            });
    assertThat(encoding(rules, levels(5000))).isInstanceOf(IndexEncoding.class);
    assertThatThrownBy(() -> encoding(FeatureRules.standard(), levels(5000)))
        .hasMessageContaining("a category must not have too many levels (got more than 4096;");
  }

  @Test
  void aColumnMayHaveARuleOfItsOwn() {
    FeatureRules rules = FeatureRules.standard();
    FeatureRules five = rules.categories(Map.of("a", CategoryRule.embedded(5)));
    assertThat(encoding(five, levels(3))).hasFieldOrPropertyWithValue("dim", 5);
    FeatureRules usual = rules.categories(Map.of("a", CategoryRule.embedded()));
    assertThat(encoding(usual, levels(81))).hasFieldOrPropertyWithValue("dim", 3);
    assertThat(encoding(usual, levels(82))).hasFieldOrPropertyWithValue("dim", 4);
    FeatureRules oneHot =
        rules.texts(CategoryRule.byLevels()).categories(Map.of("a", CategoryRule.oneHot()));
    assertThat(encoding(oneHot, levels(60))).isInstanceOf(CategoryEncoding.class);
  }

  @Test
  void indicesCountFrom1AndAreZeroForOtherLevels() {
    FeatureRules rules = FeatureRules.standard().texts(CategoryRule.embedded());
    FeatureColumns found =
        rules.find(new TextTable("c,y", "b,1", "a,2"), List.of("c"), true).columns();
    assertThat(found.features()).containsExactly("c");
    assertThat(FeatureColumns.parse(found.words()).words()).isEqualTo(found.words());
    assertThat(found.words()).containsExactly("c", "embedding=2", "", "", "2", "a", "b");
    TableDataset rows = dataset(new TextTable("c,y", "b,1", "z,2", "a,3"), found);
    assertThat(rows.all().features().toFloatArray()).containsExactly(2, 0, 1);
  }

  @Test
  void vectorsMustHaveALength() {
    assertThatThrownBy(() -> FeatureColumns.parse(List.of("c", "embedding=0", "", "", "1", "a")))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> FeatureColumns.parse(List.of("c", "embedding=", "", "", "1", "a")))
        .isInstanceOf(DataException.class);
  }

  @Test
  void textAfterThousandsOfDatesIsFoundInASecondReading() {
    List<String> lines = new ArrayList<>(List.of("a"));
    for (int i = 0; i < 5000; i++) {
      lines.add(LocalDate.EPOCH.plusDays(i).toString());
    }
    lines.add("never");
    TextTable table = new TextTable(lines.toArray(String[]::new));
    FeatureRules rules = FeatureRules.standard().texts(CategoryRule.embedded());
    assertThat(encoding(rules, table))
        .isInstanceOfSatisfying(
            IndexEncoding.class, index -> assertThat(index.levels().size()).isEqualTo(5001));
    assertThat(table.readings).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01, 0",
    "2000-02-29, 11016",
    "1970-01-02T06:00, 1.25",
    "1970-01-02 06:00:00, 1.25",
    "1970-01-02T06:00:00.000Z, 1.25",
    "1970-01-02T06:00+06:00, 1",
    "0001-01-01, -719162"
  })
  void datesAreDays(String text, double days) {
    assertThat(DateEncoding.days(requireNonNull(DateEncoding.parse(text)))).isEqualTo(days);
  }

  @ParameterizedTest
  @CsvSource({
    "2023-02-29",
    "2023-1-1",
    "20230101",
    "2023-01-01x",
    "01.02.2023",
    "2023-01-01T25:00"
  })
  void whatIsNoDate(String text) {
    assertThat(DateEncoding.parse(text)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"MEAN", "MEDIAN", "INDICATOR"})
  void wordsSayAllOfIt(Missing missing) {
    FeatureRules rules = FeatureRules.standard().missing(missing).dateParts(true);
    FeatureColumns found = rules.find(PEOPLE, COLUMNS, true).columns();
    assertThat(FeatureColumns.parse(found.words()).words()).isEqualTo(found.words());
    assertThat(FeatureColumns.parse(found.words()).features()).isEqualTo(found.features());
    List<String> words = found.words();
    for (int end = 1; end < words.size(); end++) {
      List<String> cut = words.subList(0, end);
      try {
        assertThat(FeatureColumns.parse(cut).words()).isEqualTo(cut);
      } catch (DataException e) {
        assertThat(e).hasMessageContaining("the words must be those of columns");
      }
    }
  }

  @Test
  void noTwoFeaturesHaveOneName() {
    TextTable table = new TextTable("c,c=x,y", "x,1,1");
    assertThatThrownBy(() -> FeatureRules.standard().find(table, List.of("c", "c=x"), true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'c=x' twice");
  }
}
