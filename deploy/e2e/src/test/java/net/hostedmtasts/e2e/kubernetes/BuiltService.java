package net.hostedmtasts.e2e.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service as Maven built it: what it can be told, by the classes that are in its package. So a
 * setting that is renamed in the code is missing here.
 */
final class BuiltService {
  private static final String KAFKA = "KAFKA_";
  private static final String CONSUMER_CONFIG = "org.apache.kafka.clients.consumer.ConsumerConfig";
  private static final String CONFIG_ROOTS = "META-INF/quarkus-config-roots.list";

  private final Path module;
  private final Path jar;
  private final ClassLoader loader;
  private final List<Class<?>> ownMappings;
  private final Properties application = new Properties();

  BuiltService(String name) {
    try {
      this.module = Path.of("..", "..", name);
      Path built = module.resolve(Path.of("target", "quarkus-app"));
      this.jar = jars(built.resolve("app")).get(0);
      this.loader = loader(built);
      this.ownMappings = ownMappings();
      loadApplicationProperties();
    } catch (IOException e) {
      throw new UncheckedIOException("Build " + name + " first: mvn package -DskipTests", e);
    }
  }

  private ClassLoader loader(Path built) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
    for (String folder : List.of("boot", "main")) {
      for (Path library : jars(built.resolve(Path.of("lib", folder)))) {
        urls.add(library.toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), getClass().getClassLoader());
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  Path module() {
    return module;
  }

  /** The value that the service has for a property if nobody sets it. */
  String defaultOf(String property) {
    String value = application.getProperty(property);
    Property mapped = properties(ownMappings).get(property);
    if (value == null && mapped != null && mapped.hasDefaultValue()) {
      value = mapped.getDefaultValue();
    }
    if (value == null) {
      throw new AssertionError("no setting with a default: " + property);
    }
    return value;
  }

  String defaultOf(String property, String ofQuarkus) {
    return application.getProperty(property, ofQuarkus);
  }

  /** Whether the service reads a variable of the environment: its own, or one of Quarkus. */
  boolean reads(String variable) throws IOException {
    return properties(ownMappings).keySet().stream().anyMatch(name -> isOf(variable, name))
        || properties(quarkusMappings()).keySet().stream().anyMatch(name -> isOf(variable, name))
        || isKafkaSetting(variable);
  }

  /** Where a property has an asterisk, a variable has a name that the operator chose. */
  private static boolean isOf(String variable, String property) {
    String names =
        Stream.of(property.split("\\*", -1))
            .map(part -> part.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
            .collect(Collectors.joining("[A-Z0-9]+"));
    return variable.matches(names);
  }

  /** Of every listener, those included that a setting has to open. */
  Set<Integer> ports() {
    Set<String> names = new HashSet<>(Set.of("quarkus.http.ssl-port"));
    Stream.concat(
            properties(ownMappings).keySet().stream(), application.stringPropertyNames().stream())
        .filter(name -> name.endsWith(".port"))
        .forEach(names::add);
    return names.stream().map(this::defaultOf).map(Integer::valueOf).collect(Collectors.toSet());
  }

  /**
   * Reads all of the service's own settings from these variables, as it does at its start.
   *
   * @throws RuntimeException if one is missing or has no value of its type
   */
  void readSettings(Map<String, String> environment) {
    Map<String, String> fromFile = new HashMap<>();
    application.stringPropertyNames().forEach(key -> fromFile.put(key, defaultOf(key)));
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .forClassLoader(loader)
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withValidateUnknown(false)
            .withSources(
                new EnvConfigSource(environment, 300),
                new PropertiesConfigSource(fromFile, "application.properties", 250));
    ownMappings.forEach(builder::withMapping);
    builder.build();
  }

  private static Map<String, Property> properties(List<Class<?>> mappings) {
    Map<String, Property> properties = new HashMap<>();
    mappings.forEach(
        type -> properties.putAll(ConfigMappings.getProperties(ConfigClass.configClass(type))));
    return properties;
  }

  private List<Class<?>> ownMappings() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return mappings(
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith("Settings.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .toList());
    }
  }

  private List<Class<?>> quarkusMappings() throws IOException {
    List<String> names = new ArrayList<>();
    for (URL roots : Collections.list(loader.getResources(CONFIG_ROOTS))) {
      try (InputStream in = roots.openStream()) {
        names.addAll(new String(in.readAllBytes(), UTF_8).lines().toList());
      }
    }
    return mappings(names);
  }

  private List<Class<?>> mappings(List<String> names) {
    List<Class<?>> mappings = new ArrayList<>();
    for (String name : names) {
      Class<?> type = load(name);
      if (type.isAnnotationPresent(ConfigMapping.class)) {
        mappings.add(type);
      }
    }
    return mappings;
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Quarkus hands everything that begins with {@code kafka.} to the Kafka clients. */
  private boolean isKafkaSetting(String variable) {
    if (!variable.startsWith(KAFKA)) {
      return false;
    }
    String name = variable.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    try {
      return ((Set<?>) load(CONSUMER_CONFIG).getMethod("configNames").invoke(null)).contains(name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void loadApplicationProperties() throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getJarEntry("application.properties"))) {
      application.load(in);
    }
  }
}
