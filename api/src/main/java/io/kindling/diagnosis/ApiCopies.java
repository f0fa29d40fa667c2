package io.kindling.diagnosis;

import io.kindling.core.Finding;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
   * @param loaders where to look
   */
  public static Finding finding(List<ClassLoader> loaders) {
    Set<Place> places = new LinkedHashSet<>();
    for (ClassLoader loader : loaders) {
      try {
        for (URL found : Collections.list(loader.getResources(CLASS))) {
          places.add(Place.of(found, CLASS));
        }
      } catch (IOException e) {
        // as if it knew none
      }
    }
    return places.size() > 1
        ? Finding.problem(
            "kindling",
            "there are "
                + places.size()
                + " copies of Kindling's API: "
                + described(places, Place::path),
            ONE_VERSION)
        : Finding.ok("kindling", described(places, Place::toString));
  }

  private static String described(Set<Place> places, Function<Place, String> name) {
    return places.stream()
        .map(place -> (place.version(ARTIFACT) + " " + name.apply(place)).strip())
        .collect(Collectors.joining(" and "));
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
}
