package net.hostedmtasts.controlplane.dnshost;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * A company that runs name servers for others.
 *
 * @param hints in the order of the work
 */
record DnsHost(String id, String name, List<Hint> hints) {
  private static final List<Known> KNOWN =
      List.of(
          known("cloudflare", "Cloudflare", "ns\\.cloudflare\\.com", Hint.PROXY_OFF),
          known("route53", "Amazon Route 53", "awsdns-[0-9]+\\.(com|net|org|co\\.uk)"),
          known("google-cloud", "Google Cloud DNS", "googledomains\\.com"),
          known("azure", "Azure DNS", "azure-dns\\.(com|net|org|info)"),
          known("godaddy", "GoDaddy", "domaincontrol\\.com"),
          known("namecheap", "Namecheap", "registrar-servers\\.com"),
          known("ionos", "IONOS", "ui-dns\\.(com|de|org|biz)"),
          known("ovh", "OVHcloud", "ovh\\.(net|ca)", Hint.FINAL_DOT),
          known("gandi", "Gandi", "gandi\\.net", Hint.FINAL_DOT),
          known(
              "hetzner",
              "Hetzner",
              "(ns\\.hetzner\\.(com|de)|first-ns\\.de|second-ns\\.(com|de))",
              Hint.FINAL_DOT),
          known("digitalocean", "DigitalOcean", "digitalocean\\.com"),
          known("desec", "deSEC", "desec\\.(io|org)", Hint.FINAL_DOT),
          known("dnsimple", "DNSimple", "dnsimple(-edge)?\\.(com|net|org|io)"),
          known("ns1", "NS1", "nsone\\.net"),
          known("vercel", "Vercel", "vercel-dns\\.com"),
          known("linode", "Akamai Cloud (Linode)", "linode\\.com"),
          known("akamai", "Akamai Edge DNS", "akam\\.net"),
          known("infomaniak", "Infomaniak", "infomaniak\\.(ch|com)"),
          known("inwx", "INWX", "inwx\\.(de|eu|net|org)"),
          known("strato", "STRATO", "rzone\\.de"),
          known("transip", "TransIP", "transip\\.(net|nl|eu)", Hint.FINAL_DOT),
          known("hostinger", "Hostinger", "dns-parking\\.com"),
          known("squarespace", "Squarespace", "squarespacedns\\.com"),
          known("wix", "Wix", "wixdns\\.net"),
          known("bunny", "bunny.net", "bunny\\.net"));

  private record Known(DnsHost host, Pattern nameServers) {
    boolean runs(DomainName nameServer) {
      return nameServers.matcher(nameServer.value()).matches();
    }
  }

  DnsHost {
    hints = List.copyOf(hints);
  }

  /** The host that runs all of the name servers; empty where they are of several, or unknown. */
  static Optional<DnsHost> of(Collection<DomainName> nameServers) {
    return KNOWN.stream()
        .filter(known -> !nameServers.isEmpty() && nameServers.stream().allMatch(known::runs))
        .map(Known::host)
        .findFirst();
  }

  private static Known known(String id, String name, String suffix, Hint... hints) {
    return new Known(
        new DnsHost(id, name, List.of(hints)), Pattern.compile("([a-z0-9-]+\\.)+" + suffix));
  }
}
