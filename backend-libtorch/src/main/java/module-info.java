/** The backend {@code libtorch}: LibTorch through JavaCPP. Found through the service loader. */
module io.kindling.libtorch {
  requires io.kindling;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.bytedeco.pytorch;
  requires static org.jspecify;

  provides io.kindling.spi.BackendProvider with
      io.kindling.libtorch.TorchBackendProvider;
}
