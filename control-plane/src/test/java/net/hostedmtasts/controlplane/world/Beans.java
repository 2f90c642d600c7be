package net.hostedmtasts.controlplane.world;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes beans as the container does, without its start: each by its constructor, with the beans and
 * settings that this asks for. A test that makes thousands of moves needs no listeners and timers.
 */
public final class Beans {
  private final Map<String, String> settings;
  private final Map<Class<?>, Object> made = new HashMap<>();
  private final Set<Class<?>> absent = new HashSet<>();

  public Beans(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** Whoever asks for {@code type} gets {@code bean}. */
  public <T> Beans with(Class<? super T> type, T bean) {
    made.put(type, bean);
    return this;
  }

  /** Nobody uses what is given for {@code type}. */
  public Beans without(Class<?> type) {
    absent.add(type);
    return this;
  }

  public <T> T get(Class<T> type) {
    return type.cast(find(type));
  }

  private Object find(Class<?> type) {
    Object known = made.get(type);
    if (known != null) {
      return known;
    }
    Object bean = type.isAnnotationPresent(ConfigMapping.class) ? settings(type) : create(type);
    made.put(type, bean);
    return bean;
  }

  private Object settings(Class<?> type) {
    return new SmallRyeConfigBuilder()
        .withMapping(type)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(type);
  }

  private Object create(Class<?> type) {
    try {
      Constructor<?> constructor =
          Arrays.stream(type.getDeclaredConstructors())
              .max(Comparator.comparingInt(Constructor::getParameterCount))
              .orElseThrow(() -> new IllegalStateException("No bean for " + type));
      constructor.setAccessible(true);
      Object[] parameters = new Object[constructor.getParameterCount()];
      for (int at = 0; at < parameters.length; at++) {
        Class<?> wanted = constructor.getParameterTypes()[at];
        if (!absent.contains(wanted)) {
          parameters[at] = find(wanted);
        }
      }
      return constructor.newInstance(parameters);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No bean of " + type, e);
    }
  }
}
