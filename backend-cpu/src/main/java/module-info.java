/** The backend {@code cpu}: pure Java, no dependency. Found through the service loader. */
module io.kindling.cpu {
  requires io.kindling;
  requires static org.jspecify;

  provides io.kindling.spi.BackendProvider with
      io.kindling.cpu.CpuBackendProvider;
}
