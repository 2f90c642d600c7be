package net.hostedmtasts.controlplane;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.handler.ssl.SslContextBuilder;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.NetClient;
import jakarta.ws.rs.Path;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
  private static final String ROOT = "net.hostedmtasts.controlplane";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packages_form_no_cycle() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void a_policy_is_plain_java() {
    check(
        noClasses()
            .that()
            .resideInAPackage("..policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.quarkus..",
                "io.smallrye..",
                "io.vertx..",
                "jakarta..",
                "org.hibernate..",
                "com.fasterxml.."));
  }

  @Test
  void a_policy_knows_no_other_package() {
    check(knowsOnly("policy"));
  }

  @Test
  void shared_work_knows_no_feature() {
    check(knowsOnly("problem", "policy"));
    check(knowsOnly("border", "problem", "policy"));
    check(knowsOnly("page", "border", "problem", "policy"));
    check(knowsOnly("outside", "problem", "policy"));
    check(knowsOnly("dns", "outside", "policy"));
    check(knowsOnly("sealing", "policy"));
    check(knowsOnly("finding", "border", "problem", "policy"));
    check(knowsOnly("tenant", "page", "border", "problem", "policy"));
    check(knowsOnly("person", "tenant", "audit", "page", "border", "problem", "policy"));
    check(knowsOnly("limit", "problem"));
    check(
        knowsOnly(
            "session", "person", "limit", "tenant", "audit", "page", "border", "problem",
            "policy"));
    check(knowsOnly("audit", "tenant", "page", "border", "problem", "policy"));
    check(knowsOnly("idempotency", "tenant", "page", "border", "problem", "policy"));
  }

  @Test
  void what_is_to_be_shown_knows_no_feature() {
    check(knowsOnly("revision", "problem", "policy"));
    check(knowsOnly("ledger", "policy"));
    check(knowsOnly("transaction"));
    check(knowsOnly("lease"));
    check(knowsOnly("topic"));
    check(knowsOnly("delegation", "policy"));
    check(
        knowsOnly(
            "event",
            "domain",
            "finding",
            "transaction",
            "tenant",
            "page",
            "border",
            "problem",
            "policy"));
    check(knowsOnly("mx", "dns", "finding", "problem", "policy"));
    check(knowsOnly("dmarc", "dns", "finding", "problem", "policy"));
    check(knowsOnly("edge", "revision", "topic", "page", "border", "problem", "policy"));
  }

  /** It is woken, not called; {@code rollout} shows how far it has come. */
  @Test
  void only_rollout_knows_publication() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".publication..", ROOT + ".rollout..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".publication.."));
  }

  /** A list of what others do; what it shows it reads from the database. */
  @Test
  void nobody_knows_the_overview() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".overview..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".overview.."));
  }

  /** They read the events; nobody calls them. */
  @Test
  void nobody_knows_who_is_told() {
    for (String name : new String[] {"webhook", "notification"}) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(ROOT + "." + name + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(ROOT + "." + name + ".."));
    }
  }

  @Test
  void only_what_owners_are_shown_knows_rollout() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".rollout..", ROOT + ".configuration..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".rollout.."));
  }

  @Test
  void only_dns_looks_names_up() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".dns..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.xbill..",
                "io.vertx.core.dns..",
                "io.vertx.mutiny.core.dns..",
                "io.netty.resolver.."));
  }

  /** Addresses that strangers gave are judged in one place. */
  @Test
  void only_outside_opens_connections() {
    check(
        noClasses()
            .that()
            // Authorities are the operator's own choice, not a stranger's; "tls" answers only.
            .resideOutsideOfPackages(
                ROOT + ".outside..", ROOT + ".certificate.acme..", ROOT + ".tls..")
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAnyPackage(
                        "io.netty.bootstrap..", "java.net.http..", "javax.net.ssl..")
                    .or(
                        DescribedPredicate.describe(
                            "open connections", PackageRulesTest::opensConnections))));
  }

  private static boolean opensConnections(JavaClass type) {
    return Stream.of(
            Socket.class,
            URLConnection.class,
            SocketChannel.class,
            NetClient.class,
            HttpClient.class,
            SslContextBuilder.class)
        .anyMatch(type::isAssignableTo);
  }

  @Test
  void only_certificate_talks_acme() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".certificate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shredzone.."));
  }

  @Test
  void resources_are_under_the_api_where_a_token_is_needed() {
    check(
        classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .resideOutsideOfPackage(ROOT + ".problem..")
            .and()
            // Where the sign-in provider sends people back to.
            .doNotHaveSimpleName("OidcResource")
            .should()
            .beAnnotatedWith(
                DescribedPredicate.describe(
                    "a path below /api/v1/",
                    annotation ->
                        annotation.getRawType().isEquivalentTo(Path.class)
                            && annotation
                                .get("value")
                                .map(value -> value.toString().startsWith("/api/v1/"))
                                .orElse(false))));
  }

  private static ArchRule knowsOnly(String name, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(name), Stream.of(others))
            .map(each -> ROOT + "." + each + "..")
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(allowed)
                .or(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(ROOT + "..")))
                .as("are of " + name + " or of what it may know"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
