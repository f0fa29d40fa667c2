package io.kindling.checkpoint.python;

import io.kindling.core.StoredType;
import java.util.Optional;
import java.util.Set;

/**
 * A constant of PyTorch's that stands for itself: a {@code torch.dtype}, a {@code torch.layout}, a
 * {@code torch.memory_format} or a {@code torch.qscheme}.
 *
 * @param name its name in {@code torch}: {@code float32}, {@code strided}, {@code channels_last}
 */
public record TorchConstant(String name) {
  private static final Set<String> LAYOUTS =
      Set.of(
          "strided",
          "sparse_coo",
          "sparse_csr",
          "sparse_csc",
          "sparse_bsr",
          "sparse_bsc",
          "jagged",
          "_mkldnn");

  private static final Set<String> OTHERS =
      Set.of(
          "contiguous_format",
          "channels_last",
          "channels_last_3d",
          "preserve_format",
          "per_tensor_affine",
          "per_tensor_symmetric",
          "per_channel_affine",
          "per_channel_symmetric",
          "per_channel_affine_float_qparams",
          "complex32",
          "float8_e8m0fnu",
          "float4_e2m1fn_x2",
          "qint8",
          "quint8",
          "qint32",
          "quint4x2",
          "quint2x4");

  /**
   * {@return whether {@code torch} has a constant of that name}
   *
   * @param name the name without {@code torch.}
   */
  public static boolean exists(String name) {
    return OTHERS.contains(name)
        || isLayout(name)
        || name.matches("u?int[1-7]|bits(1x8|2x4|4x2|8|16)")
        || StoredType.named(name).isPresent();
  }

  /**
   * {@return whether it is a {@code torch.layout}, which files write in a way of its own}
   *
   * @param name the name without {@code torch.}
   */
  public static boolean isLayout(String name) {
    return LAYOUTS.contains(name);
  }

  /** {@return the type of number that it is, where it is one that is read} */
  public Optional<StoredType> type() {
    return StoredType.named(name);
  }

  @Override
  public String toString() {
    return "torch." + name;
  }
}
