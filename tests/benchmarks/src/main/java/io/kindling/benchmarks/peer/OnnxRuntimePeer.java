package io.kindling.benchmarks.peer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Reference;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime, which trains nothing: a model that is made once answers, into a buffer made once.
 */
final class OnnxRuntimePeer implements Peer {
  private static final String INPUT = "values0";
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;

  @Override
  public boolean does(Workload workload) {
    return workload.isAnswer();
  }

  @Override
  public Training start(Workload workload, Data data) {
    try {
      return new Loop(workload, data);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The loop. */
  private static final class Loop implements Training {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final FloatBuffer inputs;
    private final FloatBuffer outputs;
    private final Map<String, OnnxTensor> pinned;
    private final long[] shape;
    private final int rows;
    private int from;

    Loop(Workload workload, Data data) throws OrtException {
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(Integer.getInteger("benchmarks.threads", 1));
      session = environment.createSession(model(workload, data).toByteArray(), options);
      rows = workload.rows();
      shape = new long[] {workload.batch(), workload.features()};
      inputs = direct(data.x().length).put(data.x());
      outputs = direct(workload.batch() * workload.outputs());
      long[] answers = {workload.batch(), workload.outputs()};
      OnnxTensor output = OnnxTensor.createTensor(environment, outputs, answers);
      pinned = Map.of(output(workload), output);
    }

    private static FloatBuffer direct(int count) {
      return ByteBuffer.allocateDirect(count * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }

    @Override
    public float step() {
      int batch = (int) shape[0];
      int width = (int) shape[1];
      FloatBuffer part = inputs.slice(from * width, batch * width);
      try (OnnxTensor input = OnnxTensor.createTensor(environment, part, shape);
          OrtSession.Result result = session.run(Map.of(INPUT, input), pinned)) {
        from = (from + batch) % rows;
        float[] answers = new float[outputs.capacity()];
        outputs.get(0, answers);
        return Reference.size(answers);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String output(Workload workload) {
    return "values" + (workload.layers().size() - 1);
  }

  private static ModelProto model(Workload workload, Data data) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(workload.name());
    graph.addInput(value(INPUT, workload.batch(), workload.features()));
    graph.addOutput(value(output(workload), workload.batch(), workload.outputs()));
    for (int layer = 1; layer < workload.layers().size(); layer++) {
      int in = workload.layers().get(layer - 1);
      int out = workload.layers().get(layer);
      graph.addInitializer(tensor("weight" + layer, data.initial().get(2 * layer - 2), out, in));
      graph.addInitializer(tensor("bias" + layer, data.initial().get(2 * layer - 1), out));
      String values = "values" + (layer - 1);
      if (layer > 1) {
        graph.addNode(node("Relu", "relu" + layer, values));
        values = "relu" + layer;
      }
      graph.addNode(
          node("Gemm", "values" + layer, values, "weight" + layer, "bias" + layer)
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("transB")
                      .setType(AttributeProto.AttributeType.INT)
                      .setI(1)));
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
        .setGraph(graph)
        .build();
  }

  private static NodeProto.Builder node(String type, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.addOutput(output);
  }

  private static TensorProto tensor(String name, float[] values, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    tensor.setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long size : shape) {
      tensor.addDims(size);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(sizes);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
