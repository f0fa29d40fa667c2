package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Why LibTorch does not load, or should not be used. */
final class WhyNotLoadedTest {
  @Test
  void whatAnotherClassLoaderHasIsSaidToBeThat() {
    Throwable thrown =
        new NoClassDefFoundError("torch")
            .initCause(
                new UnsatisfiedLinkError(
                    "Native Library /x/libjnitorch.so already loaded in another classloader"));
    assertThat(WhyNotLoaded.of(thrown))
        .isEqualTo(
            "LibTorch is loaded for another class loader of this process already, and the copy for"
                + " this one cannot be made (Native Library /x/libjnitorch.so already loaded in"
                + " another classloader); put the jars of JavaCPP, its presets and their natives"
                + " where both class loaders find them, or use backend cpu");
  }

  @Test
  void whatWasLoadedIsComparedWithTheJavaPart() {
    assertThat(TorchNatives.load().usable()).isTrue();
    assertThat(torch.show_config().getString()).containsPattern(TorchNatives.VERSION);
    Natives torch = new Natives("pytorch", "jnitorch", "global.torch");
    assertThat(torch.isOf("2.10.0")).isTrue();
    assertThat(torch.isOf("2.10")).isFalse();
    assertThat(torch.isOf("2.7.1")).isFalse();
    assertThat(new Natives("nothing", "jninothing", "Nothing").isOf("2.7.1"))
        .as("not known")
        .isTrue();
  }
}
