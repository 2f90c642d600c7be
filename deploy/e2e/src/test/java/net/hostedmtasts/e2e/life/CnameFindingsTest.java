package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/**
 * What is told about the two CNAME records, each finding by a test of its name (INTEROP, sections 5
 * and 10).
 */
class CnameFindingsTest {
  private final Pair pair = LifePair.get();

  @Test
  void cname_missing() {
    Watched domain = Watched.add(pair).enable();

    domain
        .awaitFinding("cname-missing", domain.policyName())
        .severity("warning")
        .expecting(domain.policyTarget())
        .foundWithTtl("NXDOMAIN", domain.nameServer())
        .advises("Add this record at your DNS provider: " + domain.policyName() + " CNAME");
    domain
        .awaitFinding("cname-missing", domain.textName())
        .severity("warning")
        .expecting(domain.textTarget())
        .found("NXDOMAIN", domain.nameServer());
    domain.awaitCnames("not_seen", "not_seen");
    assertThat(domain.status()).isEqualTo("verifying");
  }

  @Test
  void cname_other_target() {
    Watched domain = Watched.add(pair);
    domain.delegate().dns().set(domain.policyName(), "CNAME", "www.elsewhere.test.");

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("cname-other-target")
        .severity("error")
        .about(domain.policyName())
        .expecting(domain.policyTarget())
        .foundWithTtl("CNAME www.elsewhere.test", domain.nameServer())
        .advises("at present it is CNAME www.elsewhere.test");
    domain.awaitCnames("wrong", "seen");
  }

  @Test
  void cname_doubled_suffix() {
    Watched domain = Watched.add(pair);
    String doubled = domain.textTarget() + domain.domain() + ".";
    domain.delegate().dns().set(domain.textName(), "CNAME", doubled);

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("cname-doubled-suffix")
        .severity("error")
        .about(domain.textName())
        .expecting(domain.textTarget())
        .foundWithTtl("CNAME " + domain.hosted().txtName() + "." + domain.domain(), "127.0.0.1")
        .advises("with its final dot");
    domain.awaitCnames("seen", "wrong");
  }

  @Test
  void cname_labels_differ() {
    Watched other = Watched.add(pair);
    Watched domain = Watched.add(pair);
    domain.delegate().dns().set(domain.textName(), "CNAME", other.textTarget());

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("cname-labels-differ")
        .severity("error")
        .about(domain.textName())
        .expecting(domain.textTarget())
        .foundWithTtl("CNAME " + other.hosted().txtName(), domain.nameServer())
        .advises("carries another label");
    domain.awaitCnames("seen", "wrong");
  }

  @Test
  void cname_chain() {
    Watched domain = Watched.add(pair);
    String hop = "hop." + domain.domain();
    domain.delegate().dns().set(hop, "CNAME", domain.policyTarget());
    domain.dns().set(domain.policyName(), "CNAME", hop + ".");

    domain.enable();

    domain
        .awaitFinding("cname-chain")
        .severity("warning")
        .about(domain.policyName())
        .expecting(domain.policyTarget())
        .foundWithTtl("CNAME " + hop, domain.nameServer())
        .advises("some senders do not follow");
    domain.awaitCnames("seen", "seen").awaitStatus("active");
  }

  @Test
  void txt_leftover() {
    Watched domain = Watched.add(pair);
    domain.dns().set(domain.policyName(), "CNAME", domain.policyTarget());
    domain.dns().set(domain.textName(), "TXT", "v=STSv1; id=20200101;");

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("txt-leftover")
        .severity("error")
        .about(domain.textName())
        .expecting(domain.textTarget())
        .foundWithTtl("v=STSv1; id=20200101;", domain.nameServer())
        .advises("Delete the TXT record");
    domain.awaitCnames("seen", "wrong");
  }

  @Test
  void txt_several() {
    Watched domain = Watched.add(pair);
    domain.dns().set(domain.policyName(), "CNAME", domain.policyTarget());
    domain.dns().set(domain.textName(), "TXT", "v=STSv1; id=1;", "v=STSv1; id=2;");

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("txt-several")
        .severity("error")
        .about(domain.textName())
        .expecting(domain.textTarget())
        .foundWithTtl("v=STSv1; id=2;", domain.nameServer())
        .advises("Delete all TXT records");
    domain.awaitCnames("seen", "wrong");
  }

  @Test
  void address_instead_of_cname() {
    Watched domain = Watched.add(pair);
    domain.delegate().dns().remove(domain.policyName());
    domain.dns().set(domain.policyName(), "A", "127.0.0.77");

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("address-instead-of-cname")
        .severity("error")
        .about(domain.policyName())
        .expecting(domain.policyTarget())
        .foundWithTtl("A 127.0.0.77", domain.nameServer())
        .advises("switch off the proxy");
    domain.awaitCnames("wrong", "seen");
  }

  @Test
  void wildcard_not_delegation() {
    Watched domain = Watched.add(pair);
    domain.dns().set("*." + domain.domain(), "A", "127.0.0.78");
    domain.dns().set(domain.textName(), "CNAME", domain.textTarget());

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("wildcard-not-delegation")
        .severity("error")
        .about(domain.policyName())
        .expecting(domain.policyTarget())
        .foundWithTtl("A 127.0.0.78", domain.nameServer())
        .advises("only a wildcard of your zone answers");
    domain.awaitCnames("wrong", "seen");
  }

  @Test
  void wildcard_not_delegation_where_it_is_a_cname_for_both_names() {
    Watched domain = Watched.add(pair);
    domain.dns().set("*." + domain.domain(), "CNAME", "www.elsewhere.test.");

    domain.enable().awaitStatus("error");

    domain
        .awaitFinding("wildcard-not-delegation", domain.textName())
        .severity("error")
        .found("CNAME www.elsewhere.test", domain.nameServer());
    domain.awaitFinding("wildcard-not-delegation", domain.policyName());
    domain.awaitCnames("wrong", "wrong");
  }

  @Test
  void delegation_lost() {
    Watched domain = Watched.add(pair).activate();
    domain.dns().remove(domain.textName());

    domain.awaitStatus("error");

    domain
        .awaitFinding("delegation-lost")
        .severity("error")
        .about(domain.textName())
        .expecting(domain.textTarget())
        .foundWithTtl("NXDOMAIN", domain.nameServer())
        .advises("the policy is still served");
    domain.awaitCnames("seen", "not_seen");
    assertThat(pair.edge(1).document(domain.hosted())).isPresent();
  }
}
