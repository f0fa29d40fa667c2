package io.kindling.onnx;

/** The types of a tensor's elements, with ONNX's numbers for them and MLflow's names. */
enum ElementType {
  FLOAT(1, "float32"),
  INT64(7, "int64"),
  STRING(8, "str"),
  DOUBLE(11, "float64");

  final int number;
  final String numpy;

  ElementType(int number, String numpy) {
    this.number = number;
    this.numpy = numpy;
  }
}
