package io.kindling.diagnosis;

import io.kindling.core.Finding;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the service loader reads which classes provide a service. */
public final class ServiceFiles {
  private static final String NAME = "service file";

  private static final String MERGE =
      "merge META-INF/services where jars are put into one, as maven-shade-plugin does with its"
          + " ServicesResourceTransformer";

  private final String service;
  private final String file;

  /** The files that list providers in the order in which they are read, with what each lists. */
  private final Map<Place, List<String>> lists = new LinkedHashMap<>();

  private ServiceFiles(String service, List<ClassLoader> loaders) {
    this.service = service;
    this.file = "META-INF/services/" + service;
    loaders.forEach(this::read);
  }

  /**
   * {@return which files there are and what they list, and which providers they should}
   *
   * @param service the service's name
   * @param loaders the class loaders that are asked
   */
  public static List<Finding> findings(String service, List<ClassLoader> loaders) {
    ServiceFiles files = new ServiceFiles(service, loaders);
    List<Finding> findings = new ArrayList<>(files.listed());
    findings.addAll(files.modules());
    if (findings.isEmpty()) {
      findings.add(
          Finding.problem(
              NAME,
              "no class loader that was asked finds a " + files.file,
              "add a backend to the class path, for instance io.kindling:kindling-backend-cpu"));
    }
    findings.addAll(files.listedTwice());
    findings.addAll(files.unlisted());
    return findings;
  }

  /**
   * {@return which providers lie in jars that do not list them}
   *
   * @param service the service's name
   * @param loaders the class loaders that are asked
   */
  public static List<Finding> unlisted(String service, List<ClassLoader> loaders) {
    return new ServiceFiles(service, loaders).unlisted();
  }

  private void read(ClassLoader loader) {
    try {
      for (URL found : Collections.list(loader.getResources(file))) {
        Place place = Place.of(found, file);
        lists.put(place, place.lines(file));
      }
    } catch (IOException | RuntimeException e) {
      // what the service loader says of it, a backend's verdict repeats
    }
  }

  private List<Finding> listed() {
    return lists.entrySet().stream()
        .map(
            list ->
                Finding.ok(NAME, list.getKey() + " lists " + String.join(", ", list.getValue())))
        .toList();
  }

  /** Modules that are named say so in their descriptors. */
  private List<Finding> modules() {
    ModuleLayer own = ServiceFiles.class.getModule().getLayer();
    return (own == null ? ModuleLayer.boot() : own)
        .modules().stream()
            .flatMap(
                module ->
                    module.getDescriptor().provides().stream()
                        .filter(provides -> provides.service().equals(service))
                        .map(
                            provides ->
                                Finding.ok(
                                    "module",
                                    module.getName()
                                        + " provides "
                                        + String.join(", ", provides.providers()))))
            .toList();
  }

  private List<Finding> listedTwice() {
    Map<String, List<Place>> places = new TreeMap<>();
    lists.forEach(
        (place, classes) ->
            classes.forEach(
                name -> places.computeIfAbsent(name, none -> new ArrayList<>()).add(place)));
    return places.entrySet().stream()
        .filter(listed -> listed.getValue().size() > 1)
        .map(
            listed ->
                Finding.problem(
                    NAME,
                    listed.getKey() + " is listed twice, by " + joined(listed.getValue()),
                    "take one of them off the class path"))
        .toList();
  }

  private static String joined(List<Place> places) {
    return String.join(" and ", places.stream().map(Place::path).toList());
  }

  /** Providers in jars that were made of others, of whose lists one has taken another's place. */
  private List<Finding> unlisted() {
    Set<Place> places = new LinkedHashSet<>(lists.keySet());
    Place own = Place.of(ServiceFiles.class);
    if (own != null) {
      places.add(own);
    }
    List<Finding> findings = new ArrayList<>();
    for (Place place : places) {
      List<String> unlisted = new ArrayList<>(ProviderClasses.in(place, service));
      unlisted.removeAll(lists.getOrDefault(place, List.of()));
      if (!unlisted.isEmpty()) {
        findings.add(
            Finding.problem(
                NAME,
                place + " has " + String.join(", ", unlisted) + " and does not list it",
                MERGE));
      }
    }
    return findings;
  }
}
