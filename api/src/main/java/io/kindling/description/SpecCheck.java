package io.kindling.description;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.List;
import java.util.Set;

/** The checks that descriptions make of their own values. */
public final class SpecCheck {
  private SpecCheck() {}

  public static void atLeastOne(String spec, String name, int value) {
    if (value < 1) {
      throw new SpecException(spec, name + " must be at least 1", value + "", "1 or more", null);
    }
  }

  public static void notNegative(String spec, String name, double value) {
    finite(spec, name, value);
    if (value < 0) {
      throw new SpecException(
          spec, name + " must not be negative", SpecText.number(value), "0 or more", null);
    }
  }

  public static void finite(String spec, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new SpecException(spec, name + " must be finite", value + "", "a number", null);
    }
  }

  public static void positive(String spec, String name, double value) {
    finite(spec, name, value);
    if (value <= 0) {
      throw new SpecException(
          spec, name + " must be above 0", SpecText.number(value), "a number above 0", null);
    }
  }

  public static void belowOne(String spec, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new SpecException(
          spec, name + " must be from 0 to below 1", value + "", "a number such as 0.9", null);
    }
  }

  public static void share(String spec, String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new SpecException(
          spec, name + " must be from 0 to 1", value + "", "a number such as 0.5", null);
    }
  }

  /** Checks that prediction and target have one shape, and returns it. */
  public static Shape same(String loss, Shape prediction, Shape target) {
    if (!prediction.equals(target)) {
      String sizes = prediction.toString();
      throw new ShapeException(
          loss,
          "target must have the prediction's shape",
          "shape " + target,
          sizes,
          prediction.numel() == target.numel()
              ? "reshape it with reshape(" + sizes.substring(1, sizes.length() - 1) + ")"
              : null);
    }
    return prediction;
  }

  /** Adds to the findings what keeps a tensor from being what an engine computes with. */
  public static void fits(String name, TensorData tensor, Shape shape, List<String> findings) {
    if (!tensor.shape().equals(shape)) {
      findings.add(name + " has shape " + tensor.shape() + ", not " + shape);
    } else if (tensor.dtype() != DType.FLOAT32) {
      findings.add(name + " is " + tensor.dtype() + ", not " + DType.FLOAT32);
    }
  }

  /** Adds to the findings which names are missing and which are unexpected. */
  public static void names(List<String> expected, Set<String> given, List<String> findings) {
    expected.stream()
        .filter(name -> !given.contains(name))
        .forEach(name -> findings.add(name + " is missing"));
    given.stream()
        .filter(name -> !expected.contains(name))
        .sorted()
        .forEach(name -> findings.add(name + " is unexpected"));
  }
}
