package io.kindling.parity;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.TorchRandom;
import io.kindling.spec.LossSpec;
import io.kindling.spec.ModuleSpec;
import io.kindling.spec.OptimizerSpec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Trains on cpu, in a JVM of its own; prints a hash of what each training ends with. */
final class SameBitsProgram {
  /** What is trained. To add one, add a line. */
  private static final List<Training> TRAININGS =
      List.of(
          new Training("linear(5, 1)", "mse()", "sgd(lr=0.1)", 300_000, 300_000, 5),
          new Training(
              "linear(5, 1)", "mse()", "sgd(lr=0.1, momentum=0.9, nesterov=true)", 3_000, 100, 2),
          new Training(
              "sequential(linear(13, 31), linear(31, 1))",
              "mse()",
              "sgd(lr=0.05)",
              20_000,
              6_000,
              3),
          new Training(
              "sequential(linear(20, 64), linear(64, 3))",
              "mse(reduction=sum)",
              "sgd(lr=0.0001, weight_decay=0.01)",
              999,
              32,
              2));

  private SameBitsProgram() {}

  /**
   * One training.
   *
   * @param rows of the data
   * @param batch rows of a batch; all of them, or a part after a shuffle
   */
  private record Training(
      String module, String loss, String optimizer, int rows, int batch, int epochs) {
    String hash(Backend backend) throws Exception {
      TorchRandom random = new TorchRandom(7);
      backend.manualSeed(7);
      try (Scope run = backend.scope()) {
        ModuleSpec spec = ModuleSpec.parse(module);
        Module model = backend.module(spec);
        Loss criterion = backend.loss(LossSpec.parse(loss));
        Optimizer descent = backend.optimizer(OptimizerSpec.parse(optimizer), model.parameters());
        int in = Integer.parseInt(module.replaceAll("\\D*(\\d+).*", "$1"));
        TensorData x = random.uniform(Shape.of(rows, in), -1, 1);
        int out = Integer.parseInt(module.replaceAll(".*?(\\d+)\\D*$", "$1"));
        TensorData y = random.uniform(Shape.of(rows, out), -1, 1);
        for (int epoch = 0; epoch < epochs; epoch++) {
          int[] order = random.randperm(rows);
          for (int from = 0; from < rows; from += batch) {
            int[] chosen = Arrays.copyOfRange(order, from, Math.min(rows, from + batch));
            try (Scope step = backend.scope()) {
              descent.zeroGrad();
              criterion
                  .forward(
                      model.forward(backend.tensor(gather(x, chosen))),
                      backend.tensor(gather(y, chosen)))
                  .backward();
              descent.step();
            }
          }
        }
        return hash(model);
      }
    }

    private static TensorData gather(TensorData data, int[] rows) {
      int width = (int) data.shape().size(1);
      float[] from = data.toFloatArray();
      float[] to = new float[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(from, rows[i] * width, to, i * width, width);
      }
      return TensorData.of(to, Shape.of(rows.length, width));
    }

    private static String hash(Module model) throws Exception {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      model
          .stateDict()
          .forEach(
              (name, values) -> {
                float[] floats = values.toFloatArray();
                ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length);
                bytes.asFloatBuffer().put(floats);
                digest.update(bytes);
              });
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /**
   * Prints what computes, how many threads of the backend a full batch has started, and of each
   * training a hash.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
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
