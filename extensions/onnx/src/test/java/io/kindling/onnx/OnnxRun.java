package io.kindling.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs ONNX files with ONNX Runtime. */
final class OnnxRun implements AutoCloseable {
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  OnnxRun(Path file) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session = RUNTIME.createSession(file.toString(), options);
  }

  OrtSession session() {
    return session;
  }

  /** A tensor through a model of one. */
  TensorData one(TensorData input) throws OrtException {
    long[] shape = input.shape().sizes();
    OnnxTensor tensor =
        input.dtype() == DType.INT64
            ? OnnxTensor.createTensor(RUNTIME, input.longs(), shape)
            : OnnxTensor.createTensor(RUNTIME, input.floats(), shape);
    try (tensor;
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      float[] values = new float[output.getFloatBuffer().remaining()];
      output.getFloatBuffer().get(values);
      return TensorData.of(values, Shape.of(output.getInfo().getShape()));
    }
  }

  /** Columns of numbers, {@code double[]}, and of texts, {@code String[]}, through a model. */
  Map<String, Object> columns(Map<String, ?> columns) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, ?> column : columns.entrySet()) {
        inputs.put(column.getKey(), tensor(column.getValue()));
      }
      Map<String, Object> answers = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> answer : result) {
          answers.put(answer.getKey(), answer.getValue().getValue());
        }
      }
      return answers;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Object column) throws OrtException {
    if (column instanceof double[] numbers) {
      return OnnxTensor.createTensor(
          RUNTIME, DoubleBuffer.wrap(numbers), new long[] {numbers.length, 1});
    }
    String[] texts = (String[]) column;
    return OnnxTensor.createTensor(RUNTIME, texts, new long[] {texts.length, 1});
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
