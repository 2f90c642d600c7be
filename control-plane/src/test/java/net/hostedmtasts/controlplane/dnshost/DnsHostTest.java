package net.hostedmtasts.controlplane.dnshost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsHostTest {

  @ParameterizedTest
  @CsvSource({
    "ada.ns.cloudflare.com bob.ns.cloudflare.com, cloudflare",
    "ns-1.awsdns-00.com ns-2040.awsdns-63.co.uk, route53",
    "ns1-05.azure-dns.com ns4-05.azure-dns.info, azure",
    "helium.ns.hetzner.de hydrogen.ns.hetzner.com, hetzner",
    "ns1.desec.io ns2.desec.org, desec",
  })
  void a_host_is_known_by_its_name_servers(String names, String id) {
    assertThat(DnsHost.of(servers(names)).map(DnsHost::id)).contains(id);
  }

  @Test
  void a_name_that_only_ends_alike_is_nobodys() {
    assertThat(DnsHost.of(servers("ns.evilgandi.net"))).isEmpty();
    assertThat(DnsHost.of(servers("gandi.net"))).isEmpty();
  }

  @Test
  void hints_of_one_host_would_be_wrong_where_there_are_two() {
    assertThat(DnsHost.of(servers("ada.ns.cloudflare.com ns1.desec.io"))).isEmpty();
    assertThat(DnsHost.of(List.of())).isEmpty();
  }

  @Test
  void behind_a_proxy_a_cname_is_not_seen() {
    assertThat(
            DnsHostView.of(DomainName.parse("example.com"), servers("ada.ns.cloudflare.com"))
                .hints())
        .extracting(DnsHostView.HintView::code)
        .containsExactly("relative-name", "proxy-off");
  }

  private static List<DomainName> servers(String names) {
    return Arrays.stream(names.split(" ")).map(DomainName::parse).toList();
  }
}
