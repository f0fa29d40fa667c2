package io.kindling.parity;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.train.Trainer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Trains on cpu, in a JVM of its own; prints a hash of what each training ends with. */
final class SameBitsProgram {
  private static final int IN = 6;
  private static final int OUT = 3;

  /** What is trained. To add one, add a line. */
  private static final List<Training> TRAININGS =
      List.of(
          new Training("linear(6, 3)", "mse()", "sgd(lr=0.1)", 300_000, 300_000, 5),
          new Training(
              "linear(6, 3)", "mse()", "sgd(lr=0.1, momentum=0.9, nesterov=true)", 3_000, 100, 2),
          new Training(
              "sequential(linear(6, 31), relu(), linear(31, 3))",
              "huber(delta=0.5)",
              "adam(lr=0.01, amsgrad=true)",
              20_000,
              6_000,
              3),
          new Training(
              "sequential(linear(6, 64), layer_norm(64), gelu(), dropout(0.2), linear(64, 3))",
              "mse(reduction=sum)",
              "adamw(lr=0.001)",
              999,
              32,
              2),
          new Training(
              "sequential(linear(6, 16), batch_norm_1d(16), tanh(), linear(16, 16), softplus(),"
                  + " linear(16, 3))",
              "cross_entropy()",
              "rmsprop(lr=0.01, centered=true, momentum=0.5)",
              999,
              250,
              3),
          new Training(
              "sequential(linear(6, 8), silu(), linear(8, 3), sigmoid())",
              "smooth_l1(beta=0.1)",
              "lbfgs(lr=1, max_iter=5, line_search=strong_wolfe)",
              700,
              700,
              3));

  private SameBitsProgram() {}

  /**
   * One training, of shuffled batches.
   *
   * @param rows of the data
   * @param batch rows of a batch
   */
  private record Training(
      String module, String loss, String optimizer, int rows, int batch, int epochs) {
    String hash(Backend backend) throws NoSuchAlgorithmException {
      backend.manualSeed(7);
      try (Scope run = backend.scope()) {
        LossSpec criterion = LossSpec.parse(loss);
        Dataset data = data(criterion.targetType(), backend.random());
        Module model = backend.module(ModuleSpec.parse(module));
        Optimizer descent = backend.optimizer(OptimizerSpec.parse(optimizer), model.parameters());
        new Trainer(model, backend.loss(criterion), descent)
            .batchSize(batch)
            .shuffle(backend.random())
            .train(data, epochs);
        return hash(model);
      }
    }

    private Dataset data(DType targets, TorchRandom random) {
      float[] x = random.uniform(Shape.of(rows, IN), -1, 1).toFloatArray();
      if (targets == DType.FLOAT32) {
        float[] y = random.uniform(Shape.of(rows, OUT), -1, 1).toFloatArray();
        return Dataset.of(x, IN, y, OUT);
      }
      long[] classes = new long[rows];
      for (int row = 0; row < rows; row++) {
        classes[row] = random.random() % OUT;
      }
      return Dataset.of(x, IN, classes);
    }

    private static String hash(Module model) throws NoSuchAlgorithmException {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (TensorData values : model.stateDict().values()) {
        if (values.dtype() == DType.FLOAT32) {
          ByteBuffer bytes = ByteBuffer.allocate(4 * (int) values.shape().numel());
          bytes.asFloatBuffer().put(values.floats());
          digest.update(bytes);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /**
   * Prints what computes, how many threads of the backend a full batch has started, and of each
   * training a hash.
   *
   * @param args none
   */
  public static void main(String[] args) throws NoSuchAlgorithmException {
    try (Backend backend = Backends.open("cpu")) {
      System.out.println(backend.version());
      String fullBatch = TRAININGS.get(0).hash(backend);
      System.out.println(workers() + " workers");
      System.out.println(fullBatch + " " + TRAININGS.get(0));
      for (Training training : TRAININGS.subList(1, TRAININGS.size())) {
        System.out.println(training.hash(backend) + " " + training);
      }
    }
  }

  private static long workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kindling-cpu-"))
        .count();
  }
}
