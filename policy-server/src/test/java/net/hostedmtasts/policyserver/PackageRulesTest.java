package net.hostedmtasts.policyserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a package may know. The test is the rule: there is no other place that says it. */
class PackageRulesTest {
  private static final String ROOT = "net.hostedmtasts.policyserver";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest(name = "{0} does not know {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          topic       | policy
          topic       | certificate
          topic       | challenge
          topic       | zone
          topic       | dns
          topic       | heartbeat
          certificate | policy
          certificate | challenge
          certificate | zone
          certificate | dns
          certificate | heartbeat
          policy      | challenge
          policy      | zone
          policy      | dns
          policy      | heartbeat
          challenge   | policy
          challenge   | certificate
          challenge   | zone
          challenge   | dns
          challenge   | heartbeat
          zone        | certificate
          zone        | challenge
          zone        | dns
          zone        | heartbeat
          dns         | policy
          dns         | certificate
          dns         | challenge
          dns         | heartbeat
          validation  | policy
          validation  | zone
          validation  | dns
          validation  | heartbeat
          challenge   | validation
          certificate | validation
          zone        | validation
          dns         | validation
          topic       | validation
          certificate | report
          report      | policy
          report      | zone
          report      | dns
          report      | challenge
          """)
  void a_package_knows_only_what_is_below_it(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + from + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "." + to + "..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Features bring topics and answer from tables; how these are filled is not their matter. */
  @ParameterizedTest(name = "topic{0} does not know topic.{1}")
  @CsvSource({
    "'', broker",
    "'', edge",
    "'', reading",
    ".broker, edge",
    ".broker, reading",
    ".edge, reading"
  })
  void reading_is_in_layers(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".topic" + from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".topic." + to)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate", "policy", "zone", "dns", "challenge", "validation"})
  void a_feature_does_not_know_how_topics_are_read(String feature) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + feature)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".topic.broker", ROOT + ".topic.reading")
        .check(CLASSES);
  }

  @Test
  void only_topic_and_heartbeat_talk_to_kafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".topic.*", ROOT + ".heartbeat")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void edges_never_use_a_class_of_the_control_plane() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.hostedmtasts.controlplane..")
        .check(CLASSES);
  }
}
