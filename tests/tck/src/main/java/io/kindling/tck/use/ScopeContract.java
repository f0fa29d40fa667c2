package io.kindling.tck.use;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.error.ClosedException;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scopes: what they free, what they let go, and what happens to those who come late. */
public interface ScopeContract extends BackendUnderTest {
  @Test
  default void aScopeFreesWhatIsMadeInIt() {
    Tensor outside = tensor(Shape.of(1), 1);
    Tensor inside;
    try (Scope scope = backend().scope()) {
      inside = outside.add(1);
      assertThat(inside.item()).isEqualTo(2f);
    }
    assertThat(outside.item()).isEqualTo(1f);
    assertThatThrownBy(inside::item)
        .isInstanceOf(ClosedException.class)
        .hasMessage(
            "item: what is closed cannot be used (got a closed tensor of shape [1]; expected an"
                + " open one; a Scope closes what was made in it unless scope.keep(…) moves it"
                + " out)");
  }

  @Test
  default void whatIsKeptGoesToTheScopeAround() {
    Tensor kept;
    try (Scope outer = backend().scope()) {
      try (Scope inner = backend().scope()) {
        kept = inner.keep(tensor(Shape.of(1), 7));
      }
      assertThat(kept.item()).isEqualTo(7f);
    }
    assertThatThrownBy(kept::item).isInstanceOf(ClosedException.class);

    Module module;
    Optimizer optimizer;
    try (Scope scope = backend().scope()) {
      module = scope.keep(backend().module(linear(1, 1)));
      optimizer = scope.keep(backend().optimizer(sgd(0.1), module.parameters()));
    }
    assertThat(module.stateDict()).hasSize(2);
    assertThat(optimizer.learningRate()).isEqualTo(0.1);
    optimizer.close();
    module.close();
  }

  @Test
  default void aScopeFreesModulesToo() {
    Module module;
    Tensor weight;
    try (Scope scope = backend().scope()) {
      module = backend().module(linear(1, 1)).to(device());
      weight = module.parameters().get(0);
    }
    assertThatThrownBy(() -> module.forward(tensor(Shape.of(1, 1), 1)))
        .isInstanceOf(ClosedException.class)
        .hasMessageStartingWith(
            "linear: what is closed cannot be used (got a closed module linear(1, 1);");
    assertThatThrownBy(weight::data).isInstanceOf(ClosedException.class);
  }

  @Test
  default void gradientsOutliveTheScopeOfTheStep() {
    Tensor theta = variable(Shape.of(1), 3);
    try (Scope scope = backend().scope()) {
      theta.mul(theta).sum().backward();
    }
    assertThat(gradient(theta)).containsExactly(6f);
  }

  @Test
  default void closingTwiceIsFine() {
    Tensor tensor = tensor(Shape.of(1), 1);
    tensor.close();
    tensor.close();
    Scope scope = backend().scope();
    scope.close();
    scope.close();
    Module module = backend().module(linear(1, 1));
    module.close();
    module.close();
  }

  @Test
  default void anExceptionFreesTheScopeAsWell() {
    List<Tensor> made = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (Scope scope = backend().scope()) {
                made.add(tensor(Shape.of(1), 1));
                throw new IllegalStateException("on purpose");
              }
            })
        .hasMessage("on purpose");
    assertThatThrownBy(() -> made.get(0).item()).isInstanceOf(ClosedException.class);
  }

  @Test
  default void scopesCloseInnermostFirst() {
    Scope outer = backend().scope();
    Scope inner = backend().scope();
    assertThatThrownBy(outer::close)
        .isInstanceOf(ClosedException.class)
        .hasMessage(
            "Scope.close: the innermost scope must be closed first (got a scope with another still"
                + " open inside; expected the inner scope closed; open scopes in"
                + " try-with-resources)");
    inner.close();
    outer.close();
  }

  @Test
  default void aParameterIsClosedWithItsModule() {
    Module module = backend().module(linear(1, 1));
    assertThatThrownBy(() -> module.parameters().get(0).close())
        .isInstanceOf(ClosedException.class)
        .hasMessageStartingWith("Tensor.close: a parameter is closed with its module");
    assertThat(module.stateDict()).hasSize(2);
  }

  @Test
  default void eachThreadHasItsOwnScopes() throws InterruptedException {
    try (Scope mine = backend().scope()) {
      List<Tensor> theirs = new ArrayList<>();
      Thread other = new Thread(() -> theirs.add(tensor(Shape.of(1), 5)));
      other.start();
      other.join();
      mine.close();
      assertThat(theirs.get(0).item()).isEqualTo(5f);
      theirs.get(0).close();
    }
  }
}
