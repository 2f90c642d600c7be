package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.hostedmtasts.policyserver.zone.TestZone.LABEL;
import static net.hostedmtasts.policyserver.zone.TestZone.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * The second fence of "Policy first, id second": an edge whose policy is older than the revision a
 * TXT names goes on answering the previous TXT.
 */
class PreviousTxtTest {
  private static final String DOMAIN = "example.com";
  private final TestZone zone = new TestZone();
  private final ZoneContents contents = zone.contents();

  @BeforeEach
  void policy_10_is_held_and_announced() {
    zone.policy(DOMAIN, 10);
    record(1, "first", 10, 60);
  }

  @Test
  void an_id_whose_policy_is_held_is_answered() {
    assertThat(txt()).isEqualTo("v=STSv1; id=first;");
  }

  @Test
  void an_id_whose_policy_is_newer_than_named_is_answered() {
    zone.policy(DOMAIN, 11);

    assertThat(txt()).isEqualTo("v=STSv1; id=first;");
  }

  @Test
  void an_id_before_its_policy_leaves_the_previous_one() {
    record(2, "second", 20, 60);

    assertThat(txt()).isEqualTo("v=STSv1; id=first;");
  }

  @Test
  void the_policy_brings_its_id() {
    record(2, "second", 20, 60);
    zone.policy(DOMAIN, 20);

    assertThat(txt()).isEqualTo("v=STSv1; id=second;");
  }

  @Test
  void of_several_ids_before_their_policies_the_one_answered_last_is_kept() {
    record(2, "second", 20, 60);
    record(3, "third", 30, 60);
    zone.policy(DOMAIN, 20);

    assertThat(txt()).isEqualTo("v=STSv1; id=first;");
  }

  @Test
  void an_id_that_became_answered_in_between_is_the_previous_one() {
    record(2, "second", 20, 60);
    zone.policy(DOMAIN, 20);
    record(3, "third", 30, 60);

    assertThat(txt()).isEqualTo("v=STSv1; id=second;");
  }

  @Test
  void the_same_record_sent_again_keeps_the_previous_id() {
    record(2, "second", 20, 60);
    record(2, "second", 20, 60);

    assertThat(txt()).isEqualTo("v=STSv1; id=first;");
  }

  @Test
  void an_older_record_changes_nothing() {
    record(2, "second", 20, 60);
    record(1, "late", 10, 60);
    zone.policy(DOMAIN, 20);

    assertThat(txt()).isEqualTo("v=STSv1; id=second;");
  }

  @Test
  void ttl_and_caa_of_a_record_count_before_its_id_does() {
    record(2, "second", 20, 120);

    assertThat(find("policy").ofType(Type.A)).extracting(RrSet::ttl).isEqualTo(120);
    assertThat(find("policy").ofType(Type.CAA)).extracting(RrSet::ttl).isEqualTo(120);
  }

  @Test
  void a_first_id_before_its_policy_is_no_data_and_no_missing_name() {
    TestZone empty = new TestZone();
    empty.record(LABEL, json(1, "first", 10, 60));

    assertThat(empty.contents().find(name("_mta-sts"))).isEqualTo(Node.WITHOUT_DATA);
  }

  @Test
  void a_record_without_an_id_takes_the_id_away_at_once() {
    zone.record(
        LABEL,
        "{\"revision\": 2, \"state\": \"served\", \"address_ttl\": 60, \"caa\": [], \"caa_ttl\": 60}");

    assertThat(txt()).isNull();
    assertThat(find("_mta-sts")).isEqualTo(Node.WITHOUT_DATA);
  }

  @Test
  void a_withdrawn_label_does_not_exist_and_its_id_does_not_come_back() {
    zone.record(LABEL, "{\"revision\": 2, \"state\": \"withdrawn\"}");
    assertThat(contents.find(name("policy"))).isNull();
    assertThat(contents.find(name("_mta-sts"))).isNull();

    record(3, "third", 30, 60);
    assertThat(txt()).isNull();
  }

  private void record(long revision, String id, long policyRevision, int ttl) {
    zone.record(LABEL, json(revision, id, policyRevision, ttl));
  }

  private static String json(long revision, String id, long policyRevision, int ttl) {
    return """
    {"revision": %d, "state": "served", "address_ttl": %d, "caa_ttl": %d,
     "caa": [{"flags": 0, "tag": "issue", "value": "ca.example"}],
     "mta_sts": {"text": "v=STSv1; id=%s;", "ttl": 60, "policy_domain": "%s", "policy_revision": %d}}
    """
        .formatted(revision, ttl, ttl, id, DOMAIN, policyRevision);
  }

  private @Nullable String txt() {
    RrSet txt = find("_mta-sts").ofType(Type.TXT);
    return txt == null ? null : new String(txt.rdata().get(0), US_ASCII).substring(1);
  }

  private Node find(String branch) {
    Node node = contents.find(name(branch));
    return node == null ? new Node(List.of()) : node;
  }

  private static OwnerName name(String branch) {
    return OwnerName.ofWire(
        Name.fromConstantString(LABEL + "." + branch + "." + NAME + ".").toWire());
  }
}
