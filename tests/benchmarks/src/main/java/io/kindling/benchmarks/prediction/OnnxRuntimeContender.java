package io.kindling.benchmarks.prediction;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.kindling.benchmarks.prediction.Contender.Answers;
import io.kindling.core.Shape;
import io.kindling.model.TrainedModel;
import io.kindling.onnx.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * ONNX Runtime, with a model that Kindling has written: a session for all, and for each thread
 * buffers that are made once, in and out.
 */
final class OnnxRuntimeContender implements Contender {
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final Question question;

  private OnnxRuntimeContender(OrtSession session, Question question) {
    this.session = session;
    this.question = question;
  }

  static OnnxRuntimeContender of(Question question) {
    TrainedModel model = question.model();
    try {
      Path file = Files.createTempFile("model", ".onnx");
      OnnxFile.write(model.spec(), model.state(), Shape.of(1, question.features()), file);
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      OrtSession session = RUNTIME.createSession(file.toString(), options);
      Files.delete(file);
      return new OnnxRuntimeContender(session, question);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Answers answers() {
    try {
      return new OfThread();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Buffers for so many rows, which the session reads and writes where they are. */
  private final class Run {
    private final FloatBuffer in;
    private final FloatBuffer out;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    Run(int rows) throws OrtException {
      in = direct(rows * question.features());
      out = direct(rows);
      long[] shape = {rows, question.features()};
      inputs = Map.of("input", OnnxTensor.createTensor(RUNTIME, in, shape));
      outputs = Map.of("output", OnnxTensor.createTensor(RUNTIME, out, new long[] {rows, 1}));
    }

    private static FloatBuffer direct(int count) {
      return ByteBuffer.allocateDirect(count * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }

    FloatBuffer of(float[] rows) {
      in.put(0, rows);
      try (OrtSession.Result result = session.run(inputs, outputs)) {
        return out;
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A thread's. */
  private final class OfThread implements Answers {
    private final float[][] rows = question.rows();
    private final float[] all = question.allRows();
    private final Run ofOne = new Run(1);
    private final Run ofAll = new Run(Question.ROWS);

    OfThread() throws OrtException {}

    @Override
    public double one(int row) {
      return ofOne.of(rows[row]).get(0);
    }

    @Override
    public void all(double[] into) {
      FloatBuffer said = ofAll.of(all);
      for (int row = 0; row < into.length; row++) {
        into[row] = said.get(row);
      }
    }
  }
}
