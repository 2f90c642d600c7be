package net.hostedmtasts.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.person.Grant;
import net.hostedmtasts.controlplane.tenant.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupGrantsTest {

  @ParameterizedTest(name = "{1} with {0}: {3} in {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /mta-sts/{tenant}/{role} | /mta-sts/Acme/admin       | Acme     | ADMIN
          /mta-sts/{tenant}/{role} | /mta-sts/a/b/viewer       | a/b      | VIEWER
          {role}@{tenant}          | editor@example.com        | example.com | EDITOR
          mta.sts-{tenant}-{role}  | mta.sts-My Firm-editor    | My Firm  | EDITOR
          mta.sts-{tenant}-{role}  | mtaxsts-My Firm-editor    |          |
          /mta-sts/{tenant}/{role} | /mta-sts/Acme/owner       |          |
          /mta-sts/{tenant}/{role} | /mta-sts//admin           |          |
          /mta-sts/{tenant}/{role} | x/mta-sts/Acme/admin      |          |
          /mta-sts/{tenant}/{role} | /mta-sts/Acme/admin/x     |          |
          /mta-sts/{tenant}/{role} | /mta-sts/Acme/Admin       |          |
          """)
  void a_pattern_names_tenant_and_role(
      String pattern, String group, @Nullable String tenant, @Nullable Role role) {
    GroupGrants grants = new GroupGrants(Optional.of(GroupGrants.pattern(pattern)), List.of());
    assertThat(grants.of(group))
        .isEqualTo(tenant == null || role == null ? List.of() : List.of(new Grant(tenant, role)));
  }

  private record Known(String value, String tenant, Role role) implements OidcSettings.Group {}

  @Test
  void one_group_may_mean_more_than_one_thing() {
    GroupGrants grants =
        new GroupGrants(
            Optional.empty(),
            List.of(
                new Known("staff", "Acme", Role.VIEWER),
                new Known("staff", "Other", Role.EDITOR),
                new Known("ops", "Acme", Role.ADMIN)));
    assertThat(grants.of("staff"))
        .containsExactly(new Grant("Acme", Role.VIEWER), new Grant("Other", Role.EDITOR));
    assertThat(grants.of("Staff")).isEmpty();
  }
}
