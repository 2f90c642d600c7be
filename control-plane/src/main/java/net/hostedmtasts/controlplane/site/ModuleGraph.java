package net.hostedmtasts.controlplane.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's modules and every library module that one of them imports. There is no list to forget
 * a file in, and nothing is served that the page does not use.
 *
 * @param files by path, each after the one that imports it first
 */
record ModuleGraph(Map<String, SiteFile> files) {
  /** Where the page's own files are, on the class path and, with a version, on the server. */
  static final String OWN = "/page/";

  private static final String LIBRARIES = "META-INF/resources";
  // The word may also end a text: what comes between that and the next one is no path.
  private static final Pattern IMPORT =
      Pattern.compile("(?:\\bfrom|\\bimport)\\s*\\(?\\s*[\"']([^\"'\\s:,]+)[\"']");

  ModuleGraph {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  static ModuleGraph from(String entry, ImportMap imports, ClassLoader classes) {
    Map<String, SiteFile> files = new LinkedHashMap<>();
    ArrayDeque<String> next = new ArrayDeque<>();
    next.add(entry);
    while (!next.isEmpty()) {
      String path = next.remove();
      if (files.containsKey(path)) {
        continue;
      }
      SiteFile file = read(path, classes);
      files.put(path, file);
      Matcher specifier = IMPORT.matcher(file.text());
      while (specifier.find()) {
        next.add(resolved(specifier.group(1), path, imports));
      }
    }
    return new ModuleGraph(files);
  }

  static SiteFile read(String path, ClassLoader classes) {
    String resource = path.startsWith(OWN) ? path.substring(1) : LIBRARIES + path;
    try (InputStream in = classes.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The page imports " + path + ", which is not there");
      }
      return SiteFile.of(path, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resolved(String specifier, String importer, ImportMap imports) {
    if (specifier.startsWith("./") || specifier.startsWith("../")) {
      return URI.create(importer).resolve(specifier).getPath();
    }
    return imports
        .path(specifier)
        .orElseThrow(
            () ->
                new IllegalStateException(importer + " imports " + specifier + ": no such module"));
  }
}
