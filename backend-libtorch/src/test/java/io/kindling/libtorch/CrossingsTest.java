package io.kindling.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often a step crosses into native code: as often as the same program in C++ calls LibTorch.
 *
 * <pre>{@code
 * optimizer.zero_grad();                                      // zero_grad
 * torch::Tensor loss = torch::mse_loss(model(x), y);          // forward, mse_loss
 * loss.backward();                                            // backward
 * optimizer.step();                                           // step, and ~Tensor of what it returns
 * }                                                           // ~Tensor of loss and of model(x)
 * }</pre>
 *
 * <p>Shapes, types, devices and whether a gradient is wanted are known on this side, so nothing
 * asks for them.
 */
final class CrossingsTest {
  private static final String FREE = "Pointer$NativeDeallocator.deallocate";

  private static List<String> step(String optimizer, String... afterwards) {
    return Stream.of(
            Stream.of("Optimizer.zero_grad", "LinearImpl.forward", "torch.mse_loss"),
            Stream.of("Tensor.backward", optimizer + ".step", FREE),
            Stream.of(afterwards),
            Stream.of(FREE, FREE))
        .flatMap(calls -> calls)
        .toList();
  }

  @Test
  void aStepCallsNothingThatTheProgramInCppDoesNot() throws Exception {
    // SGD alone does not say by itself what it has changed; a program in C++ goes without
    String[] ofWeightAndBias = {
      "TensorBase.defined", "TensorImpl.bump_version",
      "TensorBase.defined", "TensorImpl.bump_version"
    };
    assertThat(
            NativeCalls.of(
                PlainStepProgram.class, "adam() adamw() rmsprop() adagrad() sgd(lr=0.1)"))
        .containsExactly(
            step("Adam"),
            step("AdamW"),
            step("RMSprop"),
            step("Adagrad"),
            step("SGD", ofWeightAndBias));
  }
}
