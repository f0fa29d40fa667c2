/** The backend {@code cpu}: pure Java, no dependency. Found through the service loader. */
@SuppressWarnings("module") // what a package is exported to is built later
module io.kindling.cpu {
  requires io.kindling;
  requires static jdk.incubator.vector; // faster, where the JVM is started with it
  requires static org.jspecify;

  exports io.kindling.cpu.sums to
      io.kindling.spark;

  provides io.kindling.spi.BackendProvider with
      io.kindling.cpu.CpuBackendProvider;
}
