package net.hostedmtasts.controlplane.mx;

import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MxPattern;

/** Who runs an MX host, as far as its name tells. */
public record MailProvider(String name) {

  // Microsoft: *.mail.protection.outlook.com, and for the hosts with DNSSEC
  // *.<letter>-v1.mx.microsoft; a wildcard stands for one label, so *.mx.microsoft fits none of
  // them (RFC 8461, section 4.1).
  private static final List<Known> KNOWN =
      List.of(
          eachCustomer("Microsoft 365", "mail.protection.outlook.com"),
          eachCustomer("Microsoft 365", "mail.protection.office365.us"),
          eachCustomer("Microsoft 365", "mail.protection.partner.outlook.cn"),
          new Known(new MailProvider("Microsoft 365"), "mx.microsoft", 2),
          eachCustomer("Outlook.com", "olc.protection.outlook.com"),
          eachCustomer("Google Workspace", "aspmx.l.google.com"),
          eachCustomer("Google Workspace", "googlemail.com"),
          eachCustomer("Google Workspace", "smtp.google.com"),
          eachCustomer("Gmail", "gmail-smtp-in.l.google.com"),
          sameForAll("Proton Mail", "protonmail.ch"),
          sameForAll("Fastmail", "messagingengine.com"),
          sameForAll("Zoho Mail", "zoho.com"),
          sameForAll("Zoho Mail", "zoho.eu"),
          sameForAll("Zoho Mail", "zoho.in"),
          sameForAll("Zoho Mail", "zoho.jp"),
          sameForAll("Zoho Mail", "zoho.com.au"),
          sameForAll("Zoho Mail", "zohocloud.ca"),
          sameForAll("iCloud Mail", "mail.icloud.com"),
          sameForAll("Mailbox.org", "mailbox.org"),
          sameForAll("Posteo", "posteo.de"),
          sameForAll("Tuta", "tutanota.de"),
          sameForAll("Migadu", "migadu.com"),
          sameForAll("Yahoo", "yahoodns.net"),
          sameForAll("Yandex 360", "mx.yandex.net"),
          sameForAll("Yandex 360", "mx.yandex.ru"),
          sameForAll("Mail.ru", "mxs.mail.ru"),
          sameForAll("Mail.ru", "emx.mail.ru"),
          eachCustomer("Mimecast", "mimecast.com"),
          eachCustomer("Mimecast", "mimecast.co.za"),
          eachCustomer("Mimecast", "mimecast-offshore.com"),
          eachCustomer("Proofpoint", "pphosted.com"),
          eachCustomer("Proofpoint Essentials", "ppe-hosted.com"),
          eachCustomer("Barracuda", "barracudanetworks.com"),
          eachCustomer("Cisco Secure Email", "iphmx.com"),
          eachCustomer("Symantec Email Security.cloud", "messagelabs.com"),
          eachCustomer("Sophos Email", "hydra.sophos.com"),
          eachCustomer("Trend Micro Email Security", "tmes.trendmicro.com"),
          eachCustomer("Trend Micro Email Security", "tmes.trendmicro.eu"),
          sameForAll("Hornetsecurity", "hornetsecurity.com"),
          eachCustomer("Cloudflare Email Routing", "mx.cloudflare.net"),
          sameForAll("OVHcloud", "mail.ovh.net"),
          sameForAll("OVHcloud", "mail.ovh.ca"),
          sameForAll("IONOS", "ionos.com"),
          sameForAll("IONOS", "ionos.de"),
          sameForAll("IONOS", "ionos.co.uk"),
          sameForAll("IONOS", "ionos.fr"),
          sameForAll("IONOS", "ionos.es"),
          sameForAll("IONOS", "kundenserver.de"),
          sameForAll("STRATO", "rzone.de"),
          sameForAll("Hostinger", "hostinger.com"),
          sameForAll("Titan", "titan.email"),
          sameForAll("Infomaniak", "infomaniak.ch"),
          sameForAll("Gandi", "mail.gandi.net"),
          sameForAll("GoDaddy", "secureserver.net"),
          sameForAll("Namecheap Private Email", "privateemail.com"),
          sameForAll("Rackspace Email", "emailsrvr.com"),
          sameForAll("Mailgun", "mailgun.org"),
          sameForAll("ImprovMX", "improvmx.com"),
          sameForAll("Forward Email", "forwardemail.net"));

  /** The provider whose host it is. */
  public static Optional<MailProvider> of(DomainName host) {
    return known(host).map(Known::provider);
  }

  /**
   * The pattern that fits the host: the provider's wildcard where each customer or region has names
   * of its own, else the host itself. It always covers the host.
   */
  public MxPattern pattern(DomainName host) {
    return known(host)
        .filter(known -> known.provider.equals(this))
        .flatMap(known -> known.wildcard(host))
        .orElseGet(() -> MxPattern.of(host));
  }

  private static Optional<Known> known(DomainName host) {
    return KNOWN.stream().filter(known -> known.labelsBelow(host) >= 0).findFirst();
  }

  private static Known eachCustomer(String name, String suffix) {
    return new Known(new MailProvider(name), suffix, 1);
  }

  private static Known sameForAll(String name, String suffix) {
    return new Known(new MailProvider(name), suffix, Known.NO_WILDCARD);
  }

  /**
   * A name that the provider's hosts have, or end with.
   *
   * @param wildcardFrom how many labels a host must have before it for the wildcard of its parent
   *     to be the provider's
   */
  private record Known(MailProvider provider, String suffix, int wildcardFrom) {
    private static final int NO_WILDCARD = Integer.MAX_VALUE;

    int labelsBelow(DomainName host) {
      if (host.value().equals(suffix)) {
        return 0;
      }
      return host.value().endsWith("." + suffix)
          ? host.labels().size() - (int) suffix.chars().filter(c -> c == '.').count() - 1
          : -1;
    }

    Optional<MxPattern> wildcard(DomainName host) {
      return labelsBelow(host) >= wildcardFrom
          ? host.parent().map(parent -> new MxPattern(true, parent))
          : Optional.empty();
    }
  }
}
