package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Trains nothing: reads all of x once, as fast as the machine does, and adds it up. */
final class ReadPeer implements Peer {
  private static final double TOLERANCE = 1e-6;

  @Override
  public boolean does(Workload workload) {
    return workload.isPlainRegression();
  }

  @Override
  public Training start(Workload workload, Data data) {
    Reading reading = new Reading(data.x(), Integer.getInteger("benchmarks.threads", 1));
    double sum = 0;
    for (float value : data.x()) {
      sum += value;
    }
    if (Math.abs(reading.step() - sum) > TOLERANCE * data.x().length) {
      throw new IllegalStateException("x adds up to " + reading.step() + "; right is " + sum);
    }
    return reading;
  }

  /** Reads on some threads. */
  private static final class Reading implements Training {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private final float[] x;
    private final int threads;
    private final ExecutorService pool;

    Reading(float[] x, int threads) {
      this.x = x;
      this.threads = threads;
      pool = Executors.newFixedThreadPool(threads, Reading::daemon);
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "read");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public float step() {
      List<Future<Float>> others = new ArrayList<>();
      for (int part = 1; part < threads; part++) {
        int from = start(part);
        int to = start(part + 1);
        others.add(pool.submit(() -> sum(x, from, to)));
      }
      float sum = sum(x, 0, start(1));
      for (Future<Float> other : others) {
        sum += get(other);
      }
      return sum;
    }

    private int start(int part) {
      return (int) ((long) x.length * part / threads);
    }

    private static float get(Future<Float> future) {
      try {
        return future.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    /** Four sums at once: one would wait for its own additions rather than for the memory. */
    private static float sum(float[] x, int from, int to) {
      int width = SPECIES.length();
      FloatVector a = FloatVector.zero(SPECIES);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      int i = from;
      for (; i <= to - 4 * width; i += 4 * width) {
        a = a.add(FloatVector.fromArray(SPECIES, x, i));
        b = b.add(FloatVector.fromArray(SPECIES, x, i + width));
        c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * width));
        d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * width));
      }
      float rest = 0;
      for (; i < to; i++) {
        rest += x[i];
      }
      return rest + a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }
}
