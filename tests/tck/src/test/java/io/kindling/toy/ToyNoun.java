package io.kindling.toy;

import io.kindling.spi.TensorOperations;

/** One of the five kinds of operations: each is an interface of its own, made of the same ways. */
interface ToyNoun extends TensorOperations<ToyTensor> {
  /** The ways in which the toy computes. */
  ToyElements elements();
}
