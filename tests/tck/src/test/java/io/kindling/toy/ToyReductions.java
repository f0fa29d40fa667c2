package io.kindling.toy;

import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import java.util.function.BiPredicate;

/** How the toy adds up and finds the greatest and least. */
interface ToyReductions extends ToyNoun {
  @Override
  default ToyTensor sum(ToyTensor a) {
    return elements().addUp(a, Shape.scalar(), new int[a.numel()]);
  }

  @Override
  default ToyTensor sum(ToyTensor a, int dim, boolean keep) {
    return elements()
        .addUp(a, a.shape().reduced(dim, keep), ToyAxis.of(a.shape(), dim).withoutIt());
  }

  @Override
  default ToyTensor mean(ToyTensor a) {
    return div(sum(a), a.numel());
  }

  @Override
  default ToyTensor mean(ToyTensor a, int dim, boolean keep) {
    return div(sum(a, dim, keep), a.size(dim));
  }

  @Override
  default Extremum<ToyTensor> max(ToyTensor a, int dim, boolean keep) {
    return extremum(a, dim, keep, (x, best) -> x > best);
  }

  @Override
  default Extremum<ToyTensor> min(ToyTensor a, int dim, boolean keep) {
    return extremum(a, dim, keep, (x, best) -> x < best);
  }

  private Extremum<ToyTensor> extremum(
      ToyTensor a, int dim, boolean keep, BiPredicate<Float, Float> beats) {
    ToyAxis axis = ToyAxis.of(a.shape(), dim);
    Shape shape = a.shape().reduced(dim, keep);
    int[] sources = axis.pick(0);
    long[] indices = new long[sources.length];
    for (int i = 0; i < indices.length; i++) {
      int first = sources[i];
      for (int index = 1; index < axis.size(); index++) {
        float x = a.values()[first + index * axis.inner()];
        float best = a.values()[sources[i]];
        if (beats.test(x, best) || (Float.isNaN(x) && !Float.isNaN(best))) {
          sources[i] = first + index * axis.inner();
          indices[i] = index;
        }
      }
    }
    return new Extremum<>(elements().show(a, shape, sources), new ToyTensor(shape, indices));
  }
}
