package io.kindling.onnx;

import io.kindling.core.Shape;
import io.kindling.nn.EluSpec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.HardswishSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.LogsigmoidSpec;
import io.kindling.nn.MishSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.PreluSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SeluSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.SoftplusSpec;
import io.kindling.nn.TanhSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activation functions as nodes. */
final class Activations {
  private final Graph graph;

  Activations(Graph graph) {
    this.graph = graph;
  }

  /** With the function; null if it is none of these. */
  @Nullable String find(ModuleSpec spec, String x) {
    if (spec instanceof ReluSpec) {
      return apply("Relu", x);
    }
    if (spec instanceof LeakyReluSpec leaky) {
      return graph.node("LeakyRelu", List.of(x), Attribute.decimal("alpha", leaky.negativeSlope()));
    }
    if (spec instanceof SigmoidSpec) {
      return apply("Sigmoid", x);
    }
    if (spec instanceof TanhSpec) {
      return apply("Tanh", x);
    }
    if (spec instanceof SiluSpec) {
      return gated(x, x);
    }
    if (spec instanceof GeluSpec gelu) {
      return gelu(gelu, x);
    }
    if (spec instanceof EluSpec elu) {
      return graph.node("Elu", List.of(x), Attribute.decimal("alpha", elu.alpha()));
    }
    if (spec instanceof SeluSpec) {
      return apply("Selu", x); // of the α and λ that are ONNX's own
    }
    if (spec instanceof SoftplusSpec softplus) {
      return softplus(softplus, x);
    }
    if (spec instanceof LogsigmoidSpec) {
      return apply("Neg", apply("Softplus", apply("Neg", x)));
    }
    if (spec instanceof MishSpec) {
      return apply("Mul", x, apply("Tanh", apply("Softplus", x)));
    }
    return spec instanceof HardswishSpec ? hardswish(x) : null;
  }

  /** One slope for all, or one for each channel, which is dimension 1. */
  String prelu(PreluSpec prelu, Parameters parameters, Value x) {
    int count = prelu.numParameters();
    String slopes = parameters.constant("weight", Shape.of(count));
    int behind = x.shape().rank() - (count == 1 ? 1 : 2);
    return apply("PRelu", x.name(), graph.channels(slopes, count, behind));
  }

  private String apply(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }

  private String gelu(GeluSpec gelu, String x) {
    if (gelu.approximate() == GeluSpec.Approximate.TANH) {
      String cube = apply("Mul", apply("Mul", x, x), x);
      String bent = apply("Add", x, apply("Mul", cube, graph.number(0.044715)));
      // (1 + tanh z) / 2 is σ(2 z), which does not cancel where it is small
      return gated(x, apply("Mul", bent, graph.number(2 * Math.sqrt(2 / Math.PI))));
    }
    String share = apply("Erf", apply("Mul", x, graph.number(Math.sqrt(0.5))));
    String half = apply("Mul", x, graph.number(0.5));
    return apply("Mul", half, apply("Add", share, graph.number(1)));
  }

  /** {@code x σ(z)}: by the exponential, as runtimes approximate Sigmoid to some 1e-7 of 1. */
  private String gated(String x, String z) {
    String one = graph.number(1);
    return apply("Div", x, apply("Add", one, apply("Exp", apply("Neg", z))));
  }

  private String softplus(SoftplusSpec softplus, String x) {
    String scaled = softplus.beta() == 1 ? x : apply("Mul", x, graph.number(softplus.beta()));
    String soft = apply("Softplus", scaled);
    if (softplus.beta() != 1) {
      soft = apply("Div", soft, graph.number(softplus.beta()));
    }
    String beyond = apply("Greater", scaled, graph.number(softplus.threshold()));
    return apply("Where", beyond, x, soft);
  }

  private String hardswish(String x) {
    String shifted = apply("Add", x, graph.number(3));
    String clipped = apply("Clip", shifted, graph.number(0), graph.number(6));
    return apply("Div", apply("Mul", x, clipped), graph.number(6));
  }
}
