package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.pickle.TensorReference;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A tensor of an open {@link TorchFile}, whose values have not been read: which elements of a
 * storage it shows. Element (i₀, i₁, …) is the storage's element offset + Σ iₖ·strideₖ.
 */
public final class TorchTensor {
  private final TensorReference reference;
  private final Shape shape;

  TorchTensor(TensorReference reference, Shape shape) {
    this.reference = reference;
    this.shape = shape;
  }

  TensorReference reference() {
    return reference;
  }

  /** What it shows, apart from how: two tensors of the same view have the same values. */
  View view() {
    List<Long> sizes = reference.shape();
    boolean empty = sizes.contains(0L);
    List<Long> used =
        IntStream.range(0, sizes.size())
            .mapToObj(i -> empty || sizes.get(i) == 1 ? 0L : reference.stride().get(i))
            .toList();
    return new View(reference.storage(), empty ? 0 : reference.offset(), sizes, used);
  }

  /**
   * Some elements of a storage; in order, for a file may choose their hashes.
   *
   * @param stride 0 where nothing is a step away
   */
  record View(StorageReference storage, long offset, List<Long> shape, List<Long> stride)
      implements Comparable<View> {
    private static final Comparator<List<Long>> NUMBERS =
        (a, b) -> Arrays.compare(a.toArray(Long[]::new), b.toArray(Long[]::new));

    /** Of a file's storages, no two have the same key. */
    private static final Comparator<View> ORDER =
        Comparator.comparing((View view) -> view.storage().key())
            .thenComparingLong(View::offset)
            .thenComparing(View::shape, NUMBERS)
            .thenComparing(View::stride, NUMBERS);

    @Override
    public int compareTo(View other) {
      return ORDER.compare(this, other);
    }
  }

  /** {@return what its values are in the file} */
  public StoredType type() {
    return reference.storage().dtype();
  }

  /** {@return its shape} */
  public Shape shape() {
    return shape;
  }

  /** {@return how far apart neighbours are along each dimension, in elements} */
  public List<Long> stride() {
    return reference.stride();
  }

  /** {@return the storage's element that is its first} */
  public long storageOffset() {
    return reference.offset();
  }

  /** {@return its storage, as the record without the root: {@code data/0}; views share one} */
  public String storage() {
    return ArchiveContainer.record(reference.storage());
  }

  /** {@return how many elements its storage has} */
  public long storageNumel() {
    return reference.storage().numel();
  }

  /** {@return the device that it was saved from; only a note, it is always read to memory} */
  public String location() {
    return reference.storage().location();
  }

  /** {@return whether it wanted a gradient when it was saved} */
  public boolean requiresGrad() {
    return reference.requiresGrad();
  }

  /** {@return whether it was a {@code torch.nn.Parameter}} */
  public boolean isParameter() {
    return reference.parameter();
  }

  /** {@return what somebody has put on it in Python, by name; most often nothing} */
  public Map<?, ?> attributes() {
    return Collections.unmodifiableMap(reference.attributes());
  }

  @Override
  public String toString() {
    return type().torchName() + shape;
  }
}
