package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a figure is on a terminal, whole. */
final class TextTest {
  private static final double[] X = {0, 1, 2, 3, 4};
  private static final Figure FIT =
      Figure.fit(
          "area",
          X,
          new Outcome("price", new double[] {1, 3, 5, 7, 9}, new double[] {1.5, 3, 5, 7, 8.5}));

  private static final Figure CONFUSION =
      Figure.confusion("kind", List.of("cat", "dog"), new long[][] {{3, 1}, {0, 40}});

  @Test
  void dataAndLine() {
    assertThat(FIT.text(Screen.of(40, 14)))
        .isEqualTo(
            """
            price over area
            ⠶ data   ⠤⠤⠤ predicted
            price
              │                                  ⢀⡶
            8 ┤                           ⢀⣀⡠⠤⠒⠊⠉⠁
              │                       ⢀⡠⠔⠚⠃
            6 ┤                   ⢀⡠⠔⠊⠁
            4 ┤              ⢀⡠⠤⠒⠙⠃
              │         ⢀⣀⠤⠒⠊⠁
            2 ┤  ⢀⣀⡠⠤⠒⠊⠉⠁⠉
              │ ⢨⡅
              └─┬────────────────┬────────────────┬─
                0                2                4
                               area
            """);
  }

  @Test
  void dataAndLineInAscii() {
    assertThat(FIT.text(Screen.of(40, 14).ascii()))
        .isEqualTo(
            """
            price over area
            o data   --- predicted
            price
              |                                   o
            8 +                               -----
              |                         -o----
            6 +                     ----
            4 +               ---o--
              |      ----o----
            2 + -----
              | o
              +-+----------------+----------------+-
                0                2                4
                               area
            """);
  }

  @Test
  void losses() {
    Figure losses =
        Figure.losses(X, new double[] {100, 10, 1, .1, .01}, new double[] {90, 20, 5, 4, 5});
    assertThat(losses.text(Screen.of(40, 14)))
        .isEqualTo(
            """
            Loss over the epochs
            ⠤⠤⠤ training   ⠤⠄⠠⠤ validation
            loss
             100 ┤ ⠒⠤⣄
                 │    ⠉⠛⠫⢆⡀⠤⣀⡀
                 │        ⠈⠑⠢⢄⡀⠉⠒⠂ ⠤⠤⠄ ⣀⣀⡀ ⣀⣀⡀ ⠤⠤⠄
                 │            ⠈⠑⠢⢄⡀
               1 ┤                ⠈⠉⠒⠤⣀
                 │                     ⠉⠒⠤⣀⡀
                 │                         ⠈⠑⠢⢄⣀
            0.01 ┤                              ⠉⠒⠤
                 └─┬───────────────┬──────────────┬─
                   0               2              4
                                epoch
            """);
  }

  @Test
  void confusion() {
    assertThat(CONFUSION.text(Screen.of(60, 14)))
        .isEqualTo(
            """
            kind: predicted and actual classes
                     predicted
            actual     cat    dog
            cat       ▓▓ 3   ░░ 1
            dog          0  ██ 40
            share of the row, up to: ░ 25 % ▒ 50 % ▓ 75 % █ 100 %
            """);
    assertThat(CONFUSION.text(Screen.of(60, 14).ascii()))
        .isEqualTo(
            """
            kind: predicted and actual classes
                     predicted
            actual     cat    dog
            cat       ** 3   .. 1
            dog          0  ## 40
            share of the row, up to: . 25 % : 50 % * 75 % # 100 %
            """);
  }

  @Test
  void seriesAreToldApartInAsciiToo() {
    Outcome other = new Outcome("size", X, X);
    String text =
        Figure.residuals(new Outcome("price", X, X), other).text(Screen.of(60, 14).ascii());
    assertThat(text).contains("o price   + size   ... actual = predicted");
  }

  @Test
  void coloursAreOfTheSeriesAndEndWithTheLine() {
    String text = FIT.text(Screen.of(40, 14).coloured());
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(FIT.text(Screen.of(40, 14)));
    assertThat(text)
        .contains("\u001b[38;5;36m⠶\u001b[0m data   \u001b[38;5;33m⠤⠤⠤\u001b[0m predicted");
    assertThat(text.lines().filter(line -> line.contains("\u001b")))
        .allMatch(line -> line.lastIndexOf("\u001b[0m") > line.lastIndexOf("\u001b[38"));
    String table = CONFUSION.text(Screen.of(60, 14).coloured());
    assertThat(table).contains("\u001b[38;5;33m██\u001b[0m 40");
  }

  @Test
  void wideLettersTakeTwoColumns() {
    Figure figure = Figure.confusion("種", List.of("猫", "dog"), new long[][] {{3, 1}, {0, 4}});
    List<String> lines = figure.text(Screen.of(60, 14)).lines().toList();
    assertThat(lines.get(2)).isEqualTo("actual     猫   dog");
    assertThat(lines.get(3)).isEqualTo("猫       ▓▓ 3  ░░ 1");
  }
}
