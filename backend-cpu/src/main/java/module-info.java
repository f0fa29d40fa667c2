/** The backend {@code cpu}: pure Java, no dependency. Found through the service loader. */
module io.kindling.cpu {
  requires io.kindling;
  requires static jdk.incubator.vector; // faster, where the JVM is started with it
  requires static org.jspecify;

  provides io.kindling.spi.BackendProvider with
      io.kindling.cpu.CpuBackendProvider;
}
