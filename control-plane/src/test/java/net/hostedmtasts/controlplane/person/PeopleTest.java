package net.hostedmtasts.controlplane.person;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.DisplayName;
import net.hostedmtasts.controlplane.tenant.Role;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class PeopleTest {
  @Inject People people;

  private record TestTenant(String id, String name, String token) {
    static TestTenant create() {
      String name = "Tenant " + UUID.randomUUID();
      var created =
          asOperator()
              .body(Map.of("name", name))
              .post("/api/v1/tenants")
              .then()
              .statusCode(201)
              .extract();
      return new TestTenant(created.path("id"), name, created.path("first_token.token"));
    }

    void invite(String email, String role) {
      as(token)
          .body(Map.of("email", email, "role", role))
          .post("/api/v1/members")
          .then()
          .statusCode(201);
    }
  }

  private Optional<Caller> signIn(Identity identity, Grant... grants) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(() -> people.signIn(identity, List.of(grants)));
  }

  private static Identity somebody(String email) {
    return new Identity(
        "https://id.example",
        UUID.randomUUID().toString(),
        new DisplayName("Ada"),
        email.isEmpty() ? Optional.empty() : Optional.of(new Email(email)));
  }

  private static String address() {
    return UUID.randomUUID() + "@example.com";
  }

  @Test
  void whom_nothing_makes_a_member_gets_nowhere() throws Throwable {
    assertThat(signIn(somebody(address()))).isEmpty();
    assertThat(signIn(somebody(""), new Grant("no such tenant", Role.ADMIN))).isEmpty();
  }

  @Test
  void claims_make_a_member_the_highest_role_counts_and_letter_case_does_not() throws Throwable {
    TestTenant tenant = TestTenant.create();
    Caller caller =
        signIn(
                somebody(""),
                new Grant(tenant.name().toUpperCase(Locale.ROOT), Role.EDITOR),
                new Grant(tenant.name(), Role.VIEWER))
            .orElseThrow();
    assertThat(caller.tenant()).hasToString(tenant.id());
    assertThat(caller.scope()).isEqualTo(Scope.WRITE);
    assertThat(caller.operator()).isFalse();
  }

  @Test
  void what_claims_no_longer_say_ends_at_the_next_sign_in() throws Throwable {
    TestTenant tenant = TestTenant.create();
    Identity ada = somebody("");
    signIn(ada, new Grant(tenant.name(), Role.ADMIN));
    assertThat(signIn(ada, new Grant(tenant.name(), Role.VIEWER)).orElseThrow().scope())
        .isEqualTo(Scope.READ);
    assertThat(signIn(ada)).isEmpty();
    List<String> actions =
        as(tenant.token()).get("/api/v1/audit").then().extract().path("items.action");
    assertThat(actions).containsExactly("member-left", "member-changed", "member-joined");
  }

  @Test
  void an_invitation_is_for_whoever_has_the_verified_address() throws Throwable {
    TestTenant tenant = TestTenant.create();
    String email = address();
    tenant.invite(email, "editor");
    assertThat(signIn(somebody(""))).isEmpty();
    assertThat(signIn(somebody(address()))).isEmpty();
    Identity invited = somebody(email);
    assertThat(signIn(invited).orElseThrow().scope()).isEqualTo(Scope.WRITE);
    assertThat(signIn(invited).orElseThrow().scope()).isEqualTo(Scope.WRITE);
    assertThat(signIn(somebody(email))).as("an invitation is taken once").isEmpty();
  }

  @Test
  void invitation_and_claims_are_one_membership() throws Throwable {
    TestTenant tenant = TestTenant.create();
    String email = address();
    tenant.invite(email, "viewer");
    Caller caller = signIn(somebody(email), new Grant(tenant.name(), Role.ADMIN)).orElseThrow();
    assertThat(caller.scope()).isEqualTo(Scope.ADMIN);
    assertThat(Services.count("member where tenant_id = '" + tenant.id() + "'")).isEqualTo(1);
  }
}
