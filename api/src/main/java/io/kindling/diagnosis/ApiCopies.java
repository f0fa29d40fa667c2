package io.kindling.diagnosis;

import io.kindling.core.Finding;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many copies of Kindling itself a class loader finds; its classes must come from one. */
public final class ApiCopies {
  private static final String ARTIFACT = "kindling-api";
  private static final String CLASS = "io/kindling/core/Finding.class";

  private static final String ONE_VERSION =
      "keep one version of all; io.kindling:kindling-bom holds them to it";

  private ApiCopies() {}

  /**
   * {@return what is known of them}
   *
   * @param loader where to look
   */
  public static Finding finding(ClassLoader loader) {
    Set<Place> places = new LinkedHashSet<>();
    try {
      loader
          .getResources(CLASS)
          .asIterator()
          .forEachRemaining(at -> places.add(Place.of(at, CLASS)));
    } catch (IOException e) {
      // as if there were none
    }
    String copies = places.stream().map(ApiCopies::described).collect(Collectors.joining(" and "));
    return places.size() > 1
        ? Finding.problem(
            "kindling",
            "there are " + places.size() + " copies of Kindling's API: " + copies,
            ONE_VERSION)
        : Finding.ok("kindling", copies.isEmpty() ? "a place that is not known" : copies);
  }

  /**
   * {@return what is wrong with a backend of ours that is of another version than the API}
   *
   * @param provider its provider
   * @param backend its name
   */
  public static Optional<Finding> otherVersion(Class<?> provider, String backend) {
    String theirs = version(provider, "kindling-backend-" + backend);
    String ours = version(ApiCopies.class, ARTIFACT);
    return theirs.isEmpty() || ours.isEmpty() || theirs.equals(ours)
        ? Optional.empty()
        : Optional.of(
            Finding.problem(
                "version",
                "it is of version " + theirs + " and Kindling's API of " + ours,
                ONE_VERSION));
  }

  private static String version(Class<?> type, String artifact) {
    Place place = Place.of(type);
    return place == null ? "" : place.version(artifact);
  }

  private static String described(Place place) {
    String version = place.version(ARTIFACT);
    return version.isEmpty() ? place + "" : version + " (" + place + ")";
  }
}
