package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.hostedmtasts.policyserver.zone.TestZone.LABEL;
import static net.hostedmtasts.policyserver.zone.TestZone.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** In whatever order policies and records arrive, no id is answered before its policy is held. */
class PreviousTxtPropertyTest {
  private static final OwnerName TXT_NAME =
      OwnerName.ofWire(Name.fromConstantString(LABEL + "._mta-sts." + NAME + ".").toWire());

  /**
   * One thing that arrives.
   *
   * @param record a record whose id names this policy revision; otherwise the policy itself
   */
  record Arrival(boolean record, long policyRevision) {}

  @Property(tries = 2000)
  void an_id_is_answered_only_with_its_policy_and_then_never_lost(
      @ForAll("arrivals") List<Arrival> arrivals) {
    TestZone zone = new TestZone();
    ZoneContents contents = zone.contents();
    long policyHeld = 0;
    long before = 0;
    long revision = 0;
    for (Arrival arrival : arrivals) {
      if (arrival.record()) {
        zone.record(LABEL, json(++revision, arrival.policyRevision()));
      } else {
        zone.policy("example.com", arrival.policyRevision());
        policyHeld = Math.max(policyHeld, arrival.policyRevision());
      }
      long answered = answered(contents);
      assertThat(answered).isLessThanOrEqualTo(policyHeld);
      assertThat(answered > 0 || before == 0).as("what was answered is not lost").isTrue();
      before = answered;
    }
  }

  @Property(tries = 500)
  void with_all_policies_the_last_id_is_answered(@ForAll("arrivals") List<Arrival> arrivals) {
    TestZone zone = new TestZone();
    long revision = 0;
    long last = 0;
    for (Arrival arrival : arrivals) {
      if (arrival.record()) {
        last = arrival.policyRevision();
        zone.record(LABEL, json(++revision, last));
      }
    }
    zone.policy("example.com", 100);

    assertThat(answered(zone.contents())).isEqualTo(last);
  }

  /** The policy revision that the answered id was made for; 0 if there is no answer. */
  private static long answered(ZoneContents contents) {
    Node node = contents.find(TXT_NAME);
    @Nullable RrSet txt = node == null ? null : node.ofType(Type.TXT);
    if (txt == null) {
      return 0;
    }
    String text = new String(txt.rdata().get(0), US_ASCII);
    return Long.parseLong(text.replaceAll(".*id=(\\d+);", "$1"));
  }

  private static String json(long revision, long policyRevision) {
    return """
    {"revision": %d, "state": "served", "address_ttl": 60, "caa": [], "caa_ttl": 60,
     "mta_sts": {"text": "v=STSv1; id=%d;", "ttl": 60, "policy_domain": "example.com",
                 "policy_revision": %d}}
    """
        .formatted(revision, policyRevision, policyRevision);
  }

  @Provide
  Arbitrary<List<Arrival>> arrivals() {
    return Combinators.combine(Arbitraries.of(true, false), Arbitraries.longs().between(1, 20))
        .as(Arrival::new)
        .list()
        .ofMaxSize(30);
  }
}
