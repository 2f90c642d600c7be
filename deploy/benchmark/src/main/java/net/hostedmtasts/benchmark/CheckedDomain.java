package net.hostedmtasts.benchmark;

import java.util.List;

/**
 * A domain that is served, as its owner has set it up: two name servers, two mail servers, DMARC,
 * and both CNAME records.
 */
record CheckedDomain(SampleDomain domain) {
  /** The service's own authority; a zone without it would be climbed to its top. */
  static final String CAA = "ca.example";

  static CheckedDomain of(int number) {
    return new CheckedDomain(new SampleDomain(number));
  }

  String name() {
    return domain.name();
  }

  List<String> mxHosts() {
    return List.of("mx1." + name(), "mx2." + name());
  }

  /** As the control-plane renders the policy of these hosts. */
  String document() {
    StringBuilder text = new StringBuilder("version: STSv1\r\nmode: enforce\r\n");
    mxHosts().forEach(host -> text.append("mx: ").append(host).append("\r\n"));
    return text.append("max_age: 604800\r\n").toString();
  }

  String policyId() {
    return domain.txt().substring("v=STSv1; id=".length(), domain.txt().length() - 1);
  }

  /** The owner's zone as a zone file (RFC 1035, section 5). */
  String zone(String serviceZone) {
    return """
    %1$s. 300 IN SOA ns1.%1$s. hostmaster.%1$s. 1 3600 600 86400 300
    %1$s. 300 IN NS ns1.%1$s.
    %1$s. 300 IN NS ns2.%1$s.
    ns1.%1$s. 300 IN A 127.0.0.1
    ns2.%1$s. 300 IN A 127.0.0.1
    %1$s. 300 IN MX 10 mx1.%1$s.
    %1$s. 300 IN MX 20 mx2.%1$s.
    mx1.%1$s. 300 IN A 127.0.0.1
    mx2.%1$s. 300 IN A 127.0.0.2
    _dmarc.%1$s. 300 IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@%1$s"
    mta-sts.%1$s. 300 IN CNAME %2$s.policy.%3$s.
    _mta-sts.%1$s. 300 IN CNAME %2$s._mta-sts.%3$s.
    """
        .formatted(name(), domain.label(), serviceZone);
  }
}
