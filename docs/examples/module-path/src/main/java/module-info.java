/** Needs Kindling; the backend is found as a service, so it is named nowhere. */
module com.example.modular {
  requires io.kindling;
}
