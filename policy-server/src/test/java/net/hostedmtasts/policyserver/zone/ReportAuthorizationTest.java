package net.hostedmtasts.policyserver.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** INTEROP, section 12: without the record at the destination reporters send nothing. */
class ReportAuthorizationTest {
  private static @Nullable Node find(String name, String setting) {
    try {
      Name whole = Name.fromString(name + "." + TestZone.NAME + ".");
      return new TestZone()
          .contents(TestZone.settings(Map.of("dmarc-reports", setting)))
          .find(OwnerName.ofWire(whole.toWire()));
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com._report._dmarc",
        "a.b.example.com._REPORT._dmarc",
        "x._report._dmarc"
      })
  void reports_about_any_domain_may_be_sent_here(String name) {
    Node node = find(name, "true");
    assertThat(node == null ? null : node.ofType(Type.TXT))
        .isNotNull()
        .satisfies(txt -> assertThat(txt.rdata()).containsExactly(Rdata.txt("v=DMARC1;")));
    assertThat(find(name, "false")).isNull();
  }

  /** RFC 4592, section 2.2.2. */
  @ParameterizedTest
  @ValueSource(strings = {"_dmarc", "_report._dmarc"})
  void the_names_above_exist_without_records(String name) {
    assertThat(find(name, "true")).isEqualTo(Node.WITHOUT_DATA);
    assertThat(find(name, "false")).isNull();
  }

  @Test
  void no_other_name_exists_by_it() {
    assertThat(find("example.com._dmarc", "true")).isNull();
    assertThat(find("_report._dmarc.example.com", "true")).isNull();
    assertThat(find("x\\007_report._dmarc", "true")).as("one label").isNull();
  }
}
