package io.kindling.parity;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.Split;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.CheckpointFiles;
import io.kindling.train.History;
import io.kindling.train.Metrics;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Trains in a JVM of its own, from the newest checkpoint if there is one, until it is killed. */
final class ResumeProgram {
  /** How many steps the whole training takes. */
  static final int STEPS = 7 * 40;

  private ResumeProgram() {}

  /**
   * Prints a line a step, and at last a hash of what the training ends with.
   *
   * @param args the backend and the name of the checkpoints
   */
  public static void main(String[] args) throws NoSuchAlgorithmException {
    try (Backend backend = Backends.open(args[0])) {
      System.out.println(train(backend, Path.of(args[1])));
    }
  }

  private static String train(Backend backend, Path series) throws NoSuchAlgorithmException {
    backend.manualSeed(3);
    Split data = data();
    Module model =
        backend.module(
            ModuleSpec.parse(
                "sequential(linear(3, 16), batch_norm_1d(16), relu(), dropout(0.2), linear(16, 1))"));
    Optimizer optimizer =
        backend.optimizer(OptimizerSpec.parse("sgd(lr=0.05, momentum=0.9)"), model.parameters());
    ScheduleSpec schedule = ScheduleSpec.parse("plateau(factor=0.5, patience=2)");
    Trainer trainer =
        new Trainer(model, backend.loss(LossSpec.parse("mse()")), optimizer)
            .batchSize(8)
            .shuffle(backend.random())
            .validation(data.validation())
            .metric(Metrics.mae())
            .schedule(new Schedule(schedule, optimizer))
            .clip(ClipSpec.parse("norm(1)"))
            .earlyStopping(40)
            .listener(new Telling())
            .checkpointEvery(1, series);
    CheckpointFiles.newest(series).map(Checkpoint::load).ifPresent(trainer::resume);
    History history = trainer.train(data.training(), 40);
    return "ended " + hash(model, history);
  }

  private static Split data() {
    TorchRandom random = new TorchRandom(4);
    float[] x = random.uniform(Shape.of(66, 3), -1, 1).toFloatArray();
    float[] noise = random.uniform(Shape.of(66), -1, 1).toFloatArray();
    float[] y = new float[66];
    for (int row = 0; row < y.length; row++) {
      y[row] = x[3 * row] - 2 * x[3 * row + 1] * x[3 * row + 2] + noise[row];
    }
    return Dataset.of(x, 3, y, 1).split(0.16, random);
  }

  /** Says that a step was taken, once its checkpoint is there. */
  private static final class Telling implements TrainingListener {
    @Override
    public void stepped(int epoch, int batch, float loss) {
      System.out.println("step");
      System.out.flush();
    }
  }

  private static String hash(Module model, History history) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (TensorData values : model.stateDict().values()) {
      if (values.dtype() == DType.FLOAT32) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (int) values.shape().numel());
        bytes.asFloatBuffer().put(values.floats());
        digest.update(bytes);
      }
    }
    digest.update(history.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
