package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code of the control-plane is produced by a test of its name. */
class EveryFindingTest {
  private static final List<Class<?>> TESTS =
      List.of(
          CnameFindingsTest.class,
          ZoneFindingsTest.class,
          FetchFindingsTest.class,
          MxFindingsTest.class,
          ChangeFindingsTest.class,
          DmarcFindingsTest.class,
          ServiceFindingsTest.class,
          OwnershipTest.class,
          LostDelegationTest.class,
          OrderFindingsTest.class,
          LifeTest.class);

  /** Pebble pauses no names, and an unknown code comes from a newer version of the service. */
  private static final Set<String> NOT_HERE = Set.of("authority_paused", "unknown");

  private static final Path CODES =
      Path.of(
          "../../control-plane/src/main/java/net/hostedmtasts/controlplane/finding/FindingCode.java");
  private static final Pattern CODE = Pattern.compile("(?m)^  ([A-Z][A-Z0-9_]+)\\(");

  @Test
  void every_code_has_a_test_of_its_name() throws IOException {
    Set<String> tests =
        TESTS.stream()
            .flatMap(test -> Stream.of(test.getDeclaredMethods()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    Set<String> missing =
        CODE.matcher(Files.readString(CODES))
            .results()
            .map(code -> code.group(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).hasSizeGreaterThan(30);
    missing.removeAll(tests);
    assertThat(missing).isSubsetOf(NOT_HERE);
  }
}
