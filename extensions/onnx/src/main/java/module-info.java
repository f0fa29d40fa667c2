/** Models as ONNX files and MLflow folders. */
module io.kindling.onnx {
  requires transitive io.kindling;
  requires static org.jspecify;

  exports io.kindling.onnx;
}
