package io.kindling.benchmarks;

/** Something that trains. It is the only one in its process. */
public interface Peer {
  /**
   * {@return whether it can do the same work; what it can only do in another way is not compared}
   *
   * @param workload what work
   */
  boolean does(Workload workload);

  /**
   * Makes ready.
   *
   * @param workload what to train
   * @param data its numbers, which the peer copies
   * @return a training that has not stepped yet
   */
  Training start(Workload workload, Data data);
}
