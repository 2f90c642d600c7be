package net.hostedmtasts.controlplane.mx;

import static org.assertj.core.api.Assertions.assertThat;

import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MxPattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailProviderTest {

  @ParameterizedTest(name = "{0} is of {1}, which {2} fits")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example-com.mail.protection.outlook.com | Microsoft 365            | *.mail.protection.outlook.com
          example-com.a-v1.mx.microsoft           | Microsoft 365            | *.a-v1.mx.microsoft
          example-com.mx.microsoft                | Microsoft 365            | example-com.mx.microsoft
          outlook-com.olc.protection.outlook.com  | Outlook.com              | *.olc.protection.outlook.com
          aspmx.l.google.com                      | Google Workspace         | aspmx.l.google.com
          alt1.aspmx.l.google.com                 | Google Workspace         | *.aspmx.l.google.com
          aspmx2.googlemail.com                   | Google Workspace         | *.googlemail.com
          smtp.google.com                         | Google Workspace         | smtp.google.com
          mail.protonmail.ch                      | Proton Mail              | mail.protonmail.ch
          in1-smtp.messagingengine.com            | Fastmail                 | in1-smtp.messagingengine.com
          mx2.zoho.eu                             | Zoho Mail                | mx2.zoho.eu
          mx01.mail.icloud.com                    | iCloud Mail              | mx01.mail.icloud.com
          eu-smtp-inbound-1.mimecast.com          | Mimecast                 | *.mimecast.com
          mxa-00909a01.gslb.pphosted.com          | Proofpoint               | *.gslb.pphosted.com
          mx1-us1.ppe-hosted.com                  | Proofpoint Essentials    | *.ppe-hosted.com
          d174024a.ess.barracudanetworks.com      | Barracuda                | *.ess.barracudanetworks.com
          esa1.hc3370-68.iphmx.com                | Cisco Secure Email       | *.hc3370-68.iphmx.com
          route1.mx.cloudflare.net                | Cloudflare Email Routing | *.mx.cloudflare.net
          mx1.mail.ovh.net                        | OVHcloud                 | mx1.mail.ovh.net
          mx00.ionos.de                           | IONOS                    | mx00.ionos.de
          mx1.hostinger.com                       | Hostinger                | mx1.hostinger.com
          mta-gw.infomaniak.ch                    | Infomaniak               | mta-gw.infomaniak.ch
          mxext1.mailbox.org                      | Mailbox.org              | mxext1.mailbox.org
          mx.yandex.net                           | Yandex 360               | mx.yandex.net
          """)
  void a_host_is_recognised_by_the_end_of_its_name(String host, String provider, String pattern) {
    DomainName name = DomainName.parse(host);
    assertThat(MailProvider.of(name)).contains(new MailProvider(provider));
    assertThat(new MailProvider(provider).pattern(name)).isEqualTo(MxPattern.parse(pattern));
    assertThat(new MailProvider(provider).pattern(name).covers(name)).isTrue();
  }

  @ParameterizedTest(name = "{0} is of nobody that is known")
  @CsvSource({
    "mx.example.com",
    "mx.notmimecast.com",
    "mimecast.com.example.net",
    "microsoft",
    "mail.protection.outlook.com.example"
  })
  void whole_labels_are_compared(String host) {
    assertThat(MailProvider.of(DomainName.parse(host))).isEmpty();
  }
}
