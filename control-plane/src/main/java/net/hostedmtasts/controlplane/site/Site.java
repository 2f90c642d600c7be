package net.hostedmtasts.controlplane.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole page in memory.
 *
 * @param files by path; none of them ever changes under its path
 * @param document for every address of the page
 * @param contentSecurityPolicy of the document
 */
record Site(Map<String, SiteFile> files, SiteFile document, String contentSecurityPolicy) {
  private static final String ENTRY = ModuleGraph.OWN + "app.js";
  // Read only by those who want it.
  private static final List<String> ON_DEMAND = List.of("text/de.js");
  private static final List<String> OTHERS = List.of("page.css", "icon.svg", "theme.js");
  private static final int VERSION_LENGTH = 16;

  Site {
    files = Map.copyOf(files);
  }

  static Site ofClassPath() {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    ImportMap imports = ImportMap.ofClassPath(classes);
    Map<String, SiteFile> all =
        new LinkedHashMap<>(ModuleGraph.from(ENTRY, imports, classes).files());
    List<String> modules = List.copyOf(all.keySet());
    OTHERS.forEach(
        name -> all.put(ModuleGraph.OWN + name, ModuleGraph.read(ModuleGraph.OWN + name, classes)));
    String base = ModuleGraph.OWN + version(all);
    ImportMap used = used(imports, modules);
    String document =
        ModuleGraph.read(ModuleGraph.OWN + "index.html", classes)
            .text()
            .replace("{base}", base)
            .replace("{import-map}", used.json())
            .replace("{preloads}", preloads(modules, base));
    return new Site(
        all.entrySet().stream()
            .collect(Collectors.toMap(one -> served(one.getKey(), base), Map.Entry::getValue)),
        SiteFile.of("index.html", document.getBytes(StandardCharsets.UTF_8)),
        policy(used));
  }

  /** Libraries carry their version in their own paths. */
  private static String served(String path, String base) {
    return path.startsWith(ModuleGraph.OWN)
        ? base + "/" + path.substring(ModuleGraph.OWN.length())
        : path;
  }

  private static String version(Map<String, SiteFile> files) {
    MessageDigest digest = SiteFile.digest();
    files.forEach(
        (path, file) -> {
          digest.update(path.getBytes(StandardCharsets.UTF_8));
          digest.update(file.plain());
        });
    return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
  }

  // A library that the page does not use is on the class path because of another part of Quarkus.
  private static ImportMap used(ImportMap imports, List<String> modules) {
    return new ImportMap(
        imports.imports().entrySet().stream()
            .filter(one -> modules.stream().anyMatch(path -> path.startsWith(one.getValue())))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new)));
  }

  private static String preloads(List<String> modules, String base) {
    return modules.stream()
        .filter(path -> ON_DEMAND.stream().noneMatch(path::endsWith))
        .map(path -> "<link rel=\"modulepreload\" href=\"" + served(path, base) + "\">")
        .collect(Collectors.joining("\n"));
  }

  private static String policy(ImportMap imports) {
    return "default-src 'self'; script-src 'self' 'sha256-"
        + SiteFile.sha256(imports.json().getBytes(StandardCharsets.UTF_8))
        + "'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; object-src 'none'";
  }
}
