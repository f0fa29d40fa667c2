package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Finding.Verdict;
import java.lang.module.ModuleFinder;
import org.junit.jupiter.api.Test;

/** Whether vectors are on, and why not. */
final class VectorsTest {
  @Test
  void aRuntimeImageWithoutTheModuleIsToldFromAJvmThatWasStartedWithoutIt() {
    assertThat(Vectors.examine(true, ModuleFinder.of()))
        .hasToString(
            "off (the JVM's runtime image has no Vector API; a JDK has it, and an image that is"
                + " made with --add-modules jdk.incubator.vector)");
    assertThat(Vectors.examine(true, ModuleFinder.ofSystem())).isEqualTo(Vectors.choose(true));
    assertThat(Vectors.examine(false, ModuleFinder.of())).isEqualTo(Vectors.choose(false));
  }

  @Test
  void thatTheyAreOffIsNoProblem() {
    assertThat(Processor.finding().verdict()).isNotEqualTo(Verdict.PROBLEM);
    System.setProperty(Processor.VECTOR, "false");
    try {
      assertThat(Processor.finding().detail()).isEqualTo("off, -Dkindling.cpu.vector=false");
      assertThat(Processor.finding().verdict()).isEqualTo(Verdict.NOTE);
    } finally {
      System.clearProperty(Processor.VECTOR);
    }
  }
}
