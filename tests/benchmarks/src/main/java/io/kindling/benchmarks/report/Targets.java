package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was aimed at, from what was measured. Both sides of a ratio are at their best threads. */
final class Targets {
  /** LibTorch at its best is whichever way to it is faster. */
  private static final String[] LIBTORCH = {"javacpp", "libtorch"};

  private static final double[] DJL_TARGETS = {3, 3, 1.6};
  private static final double NONE = Double.NaN;
  private static final double MEGABYTE = 1 << 20;

  private final Measured measured;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Measured measured) {
    this.measured = measured;
  }

  static List<Target> of(Measured measured) {
    Targets all = new Targets(measured);
    all.epochs();
    all.variations();
    all.tutorial();
    all.nets();
    all.processes();
    all.streaming();
    return all.targets;
  }

  private void epochs() {
    for (int i = 0; i < Workload.epochs().size(); i++) {
      String size = Workload.epochs().get(i).name();
      String what = "epoch " + size + ": ";
      faster(what + "`cpu` against reading alone", size, 0.8, 0.92, "cpu", "read");
      faster(what + "`cpu` against LibTorch", size, 5, NONE, "cpu", LIBTORCH);
      faster(what + "`cpu` against DJL", size, DJL_TARGETS[i], NONE, "cpu", "djl");
    }
  }

  /** How often the first fits into the time of the best of the others. */
  private void faster(
      String what, String workload, double target, double stretch, String first, String... others) {
    Optional<Cell> mine = measured.best(workload, first);
    Optional<Cell> theirs = measured.best(workload, others);
    Series ratio = measured.fastest(workload, others).over(measured.fastest(workload, first));
    String sides = side(mine) + " / " + side(theirs);
    targets.add(new Target(what, sides, ratio, " ×", true, target, stretch));
  }

  private static String side(Optional<Cell> cell) {
    return cell.map(found -> found.peer() + " " + found.threads()).orElse("–");
  }

  private void variations() {
    List<Workload> variations = Workload.variations();
    Cell plain = new Cell("cpu", "2", variations.get(0).name());
    for (Workload other : variations.subList(1, variations.size())) {
      Cell cell = new Cell("cpu", "2", other.name());
      Series ratio = measured.of(cell).over(measured.of(plain));
      String what =
          "epoch "
              + Workload.epochs().get(0).name()
              + " with "
              + other.name()
              + ", of the plain one";
      targets.add(new Target(what, "cpu 2 / cpu 2", ratio, " ×", false, 1.15, 1.05));
    }
  }

  private void tutorial() {
    Optional<Cell> cpu = measured.best(Workload.TUTORIAL, "cpu");
    Series micros = measured.fastest(Workload.TUTORIAL, "cpu").times(1e-3);
    targets.add(new Target("tutorial's step, `cpu`", side(cpu), micros, " µs", false, 1, 0.3));
    Series libtorch = measured.fastest(Workload.TUTORIAL, "libtorch");
    Series ratio = libtorch.over(measured.fastest(Workload.TUTORIAL, "javacpp"));
    String sides =
        side(measured.best(Workload.TUTORIAL, "libtorch"))
            + " / "
            + side(measured.best(Workload.TUTORIAL, "javacpp"));
    String what = "tutorial's step, `libtorch`, of raw JavaCPP's";
    targets.add(new Target(what, sides, ratio, " ×", false, 1.1, 0.9));
  }

  private void nets() {
    faster("MLP, batch 256: `cpu` against LibTorch", "mlp-256", 1, 1.5, "cpu", LIBTORCH);
    Cell ownChoice = new Cell("libtorch", "default", "mlp-256");
    Series raw = measured.fastest("mlp-256", "javacpp");
    String sides = "libtorch default / " + side(measured.best("mlp-256", "javacpp"));
    String what = "MLP, batch 256: `libtorch` by default against raw JavaCPP";
    targets.add(new Target(what, sides, raw.over(measured.of(ownChoice)), " ×", true, 0.95, 1));
    faster("MLP, batch 32: `cpu` against LibTorch", "mlp-32", 2, 4, "cpu", LIBTORCH);
  }

  private void processes() {
    String kindling = "kindling train";
    String python = "python script";
    for (String what : List.of("train-wall", "train-memory")) {
      Series ratio = measured.fastest(what, kindling).over(measured.fastest(what, python));
      String name = "`./kindling train`, " + (what.equals("train-wall") ? "time" : "peak memory");
      String whole = name + ", of the Python script's";
      targets.add(new Target(whole, "whole processes", ratio, " ×", false, 0.35, 0.2));
    }
    for (String backend : List.of("cpu", "libtorch")) {
      Series growth = measured.fastest("resident-growth", backend).times(1 / MEGABYTE);
      String what = "a million tutorial steps on `" + backend + "`, growth";
      targets.add(new Target(what, "resident memory", growth, " MB", false, 5, 0));
    }
  }

  /** By one process in turns, so the ratio is one of its own numbers. */
  private void streaming() {
    streamed("a binary file, larger than the heap, trained on, against reading its rows", "binary");
    streamed("a CSV file, the same", "csv");
  }

  private void streamed(String what, String kind) {
    Series trained = measured.of(new Cell("cpu", "2", kind + "-trained"));
    Series rows = measured.of(new Cell("cpu", "2", kind + "-rows"));
    targets.add(new Target(what, "cpu 2 / cpu 2", rows.over(trained), " ×", true, 0.8, NONE));
  }
}
