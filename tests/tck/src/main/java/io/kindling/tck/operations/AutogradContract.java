package io.kindling.tck.operations;

import static io.kindling.Specs.linear;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients: where they gather, how they get there, and where none goes. */
public interface AutogradContract extends BackendUnderTest {
  @Test
  default void gradientsGatherOverBackwardPasses() {
    Tensor a = variable(Shape.of(2), 1, 2);
    assertThat(a.grad()).isNull();
    a.sum().backward();
    a.mul(3).sum().backward();
    assertThat(gradient(a)).containsExactly(4, 4);
    Module module = module(linear(1, 1));
    Tensor x = tensor(Shape.of(2, 1), 1, 2);
    module.forward(x).sum().backward();
    module.forward(x).sum().backward();
    assertThat(gradient(module.namedParameters().get("weight"))).containsExactly(6);
    assertThat(gradient(module.namedParameters().get("bias"))).containsExactly(4);
  }

  @Test
  default void gradientsGatherOverPaths() {
    Tensor b = variable(Shape.of(1), 5);
    Tensor square = b.mul(b);
    square.add(b).add(square).sum().backward();
    assertThat(gradient(b)).containsExactly(21);
  }

  @Test
  default void gradientsGoThroughLongChains() {
    Tensor a = variable(Shape.of(1), 1);
    Tensor chain = a;
    for (int i = 0; i < 10_000; i++) {
      chain = chain.add(1);
    }
    chain.sum().backward();
    assertThat(gradient(a)).containsExactly(1);
  }

  @Test
  default void noGradientGoesThroughDetach() {
    Tensor a = variable(Shape.of(1), 3);
    Tensor detached = a.mul(2).detach();
    assertThat(detached.requiresGrad()).isFalse();
    a.mul(detached).sum().backward();
    assertThat(gradient(a)).containsExactly(6);
  }

  @Test
  default void nothingIsRecordedUnderNoGrad() {
    Tensor a = variable(Shape.of(1), 3);
    Module module = module(linear(1, 1));
    try (NoGrad noGrad = backend().noGrad()) {
      assertThat(a.mul(2).requiresGrad()).isFalse();
      assertThat(module.forward(tensor(Shape.of(1, 1), 1)).requiresGrad()).isFalse();
      try (NoGrad inner = backend().noGrad()) {
        assertThat(a.neg().requiresGrad()).isFalse();
      }
      assertThat(a.neg().requiresGrad()).isFalse();
    }
    assertThat(a.mul(2).requiresGrad()).isTrue();
    a.mul(2).sum().backward();
    assertThat(gradient(a)).containsExactly(2);
  }

  @Test
  default void whatIsComputedUnderNoGradIsAConstant() {
    Tensor a = variable(Shape.of(1), 3);
    Tensor doubled;
    try (NoGrad noGrad = backend().noGrad()) {
      doubled = a.mul(2);
    }
    a.mul(doubled).sum().backward();
    assertThat(gradient(a)).containsExactly(6);
  }

  @Test
  default void frozenTensorsGetNoGradient() {
    Tensor a = variable(Shape.of(1), 3);
    Tensor b = variable(Shape.of(1), 4).requiresGrad(false);
    a.mul(b).sum().backward();
    assertThat(b.grad()).isNull();
    assertThat(gradient(a)).containsExactly(4);
    b.requiresGrad(true);
    a.mul(b).sum().backward();
    assertThat(gradient(b)).containsExactly(3);
  }

  @Test
  default void aTensorThatIsComputedFromKeepsItsValuesAndItsGradient() {
    Tensor a = variable(Shape.of(2), 1, 2);
    Tensor product = a.mul(3);
    product.sum().backward();
    float[] once = gradient(a);
    product.add(1);
    assertThat(product.toFloatArray()).containsExactly(3, 6);
    assertThat(a.toFloatArray()).containsExactly(1, 2);
    assertThat(gradient(a)).containsExactly(once);
  }

  @Test
  default void aGradientCanBeReplaced() {
    Tensor a = variable(Shape.of(2), 1, 2);
    a.sum().backward();
    Tensor smaller = tensor(Shape.of(2), 0.5f, 0.25f);
    a.grad(smaller);
    assertThat(gradient(a)).containsExactly(0.5f, 0.25f);
    a.sum().backward();
    assertThat(gradient(a)).containsExactly(1.5f, 1.25f);
    assertThat(smaller.toFloatArray())
        .as("what was given is left alone")
        .containsExactly(0.5f, 0.25f);
    a.grad(null);
    assertThat(a.grad()).isNull();
  }

  @Test
  default void noViewOfAParameterFollowsItsChange() {
    Module module = module(linear(2, 1));
    setParameters(module, new float[] {1, 2}, new float[] {3});
    Tensor weight = module.parameters().get(0);
    List<Tensor> views =
        List.of(
            weight.detach(),
            weight.reshape(2),
            weight.narrow(0, 0, 1),
            weight.transpose(),
            weight.clamp(-9, 9),
            Tensor.cat(List.of(weight), 0));
    setParameters(module, new float[] {7, 8}, new float[] {9});
    for (Tensor view : views) {
      assertThat(view.toFloatArray()).containsExactly(1, 2);
    }
  }
}
