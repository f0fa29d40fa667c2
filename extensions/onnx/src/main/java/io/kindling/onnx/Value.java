package io.kindling.onnx;

import io.kindling.core.Shape;

/**
 * A value on its way through a graph.
 *
 * @param name its name
 * @param shape its shape for some number of rows, which dimension 0 stands for
 */
record Value(String name, Shape shape) {}
