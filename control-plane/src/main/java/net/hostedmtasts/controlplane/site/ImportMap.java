package net.hostedmtasts.controlplane.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where modules that are named without a path are (the HTML standard, section 8.1.5.3): what each
 * library on the class path says of itself.
 *
 * @param imports a name, or the beginning of names with a final slash, and its path on this server
 */
record ImportMap(SortedMap<String, String> imports) {
  private static final String RESOURCE = "META-INF/importmap.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  ImportMap {
    imports = Collections.unmodifiableSortedMap(new TreeMap<>(imports));
  }

  static ImportMap ofClassPath(ClassLoader classes) {
    SortedMap<String, String> all = new TreeMap<>();
    try {
      for (URL library : Collections.list(classes.getResources(RESOURCE))) {
        try (InputStream in = library.openStream()) {
          JSON.readTree(in)
              .path("imports")
              .properties()
              .forEach(one -> all.put(one.getKey(), one.getValue().asText()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ImportMap(all);
  }

  /** The path of a module; empty where nothing is known by that name. */
  Optional<String> path(String specifier) {
    String whole = imports.get(specifier);
    if (whole != null) {
      return Optional.of(whole);
    }
    return imports.entrySet().stream()
        .filter(one -> one.getKey().endsWith("/") && specifier.startsWith(one.getKey()))
        .map(one -> one.getValue() + specifier.substring(one.getKey().length()))
        .findFirst();
  }

  /** As it stands in the document, to the octet. */
  String json() {
    try {
      return JSON.writeValueAsString(Map.of("imports", imports));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
