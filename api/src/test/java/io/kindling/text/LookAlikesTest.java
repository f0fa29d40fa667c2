package io.kindling.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookAlikesTest {
  private static final List<String> NAMES =
      List.of("train", "predict", "--target", "Body Mass", "x");

  @ParameterizedTest
  @CsvSource({
    "trian,train", // swapped
    "trin,train",
    "tramn,train",
    "trainn,train",
    "TRAIN,train",
    "--tagret,--target",
    "body_mass,Body Mass",
    "X,x",
  })
  void aSlipIsFound(String typed, String meant) {
    assertThat(LookAlikes.nearest(typed, NAMES)).isEqualTo(meant);
    assertThat(LookAlikes.meant(typed, NAMES)).isEqualTo("perhaps '" + meant + "' is meant");
  }

  @ParameterizedTest
  @CsvSource({"tree", "y", "progression", "--model"})
  void aNameOfItsOwnIsLikeNone(String typed) {
    assertThat(LookAlikes.nearest(typed, NAMES)).isNull();
    assertThat(LookAlikes.meant(typed, NAMES)).isNull();
  }

  @Test
  void theNearestOfSeveralIsTaken() {
    assertThat(LookAlikes.nearest("column1", List.of("colum", "column", "column2", "column")))
        .isEqualTo("column");
  }

  @Test
  void namesThatNobodyCouldTypeAreNotCompared() {
    String endless = "a".repeat(1_000_000);
    assertThat(LookAlikes.nearest(endless, Collections.nCopies(1000, endless + "b"))).isNull();
    assertThat(LookAlikes.nearest("aaa", Collections.nCopies(1000, endless))).isNull();
  }

  @Test
  void eachNameIsRenamedOnce() {
    assertThat(LookAlikes.renaming(List.of("bmi", "age"), List.of("BMI", "ages", "s1")))
        .isEqualTo("rename 'BMI' to 'bmi', 'ages' to 'age'");
    assertThat(LookAlikes.renaming(List.of("bmi"), List.of("height"))).isNull();
  }
}
