package net.hostedmtasts.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.check.CheckSettings;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dmarc.DmarcSettings;
import net.hostedmtasts.controlplane.dns.DnsSettings;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.edge.EdgeSettings;
import net.hostedmtasts.controlplane.event.EventSettings;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.limit.RateLimitSettings;
import net.hostedmtasts.controlplane.mx.MxSettings;
import net.hostedmtasts.controlplane.notification.NotificationSettings;
import net.hostedmtasts.controlplane.outside.OutsideSettings;
import net.hostedmtasts.controlplane.session.SessionSettings;
import net.hostedmtasts.controlplane.signin.OidcSettings;
import net.hostedmtasts.controlplane.tenant.TenantSettings;
import net.hostedmtasts.controlplane.tls.TlsFileSettings;
import net.hostedmtasts.controlplane.topic.TopicSettings;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and defaults of settings are promises to operators: none changes unseen. */
class SettingsTest {
  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  private static Map<String, String> of(Class<?> mapping) {
    Map<String, String> all = new TreeMap<>();
    ConfigMappings.getProperties(ConfigClass.configClass(mapping))
        .forEach(
            (name, property) ->
                all.put(
                    name,
                    property.hasDefaultValue() && property.getDefaultValue() != null
                        ? property.getDefaultValue()
                        : "none"));
    return all;
  }

  @Test
  void zone() {
    assertThat(of(ZoneSettings.class))
        .isEqualTo(
            Map.of(
                "zone.name", "none",
                "zone.txt-ttl", "60",
                "zone.address-ttl", "60",
                "zone.caa-ttl", "300",
                "zone.caa-issue", "none",
                "zone.caa-issue[*]", "none"));
  }

  @Test
  void check_of_the_outside() {
    assertThat(of(OutsideSettings.class))
        .isEqualTo(
            Map.of(
                "check.https-port", "443",
                "check.http-port", "80",
                "check.dns-port", "53",
                "check.smtp-port", "25",
                "check.trust", "none",
                "check.allow-loopback", "false"));
  }

  @Test
  void life() {
    assertThat(of(LifeSettings.class))
        .isEqualTo(
            Map.of(
                "life.wind-down-at-least", "P1D",
                "life.records-ready-wait", "PT2S",
                "life.verified-within", "PT72H",
                "life.lost-served-for", "P30D",
                "life.testing-at-least", "P7D"));
  }

  @Test
  void checks() {
    assertThat(of(CheckSettings.class))
        .isEqualTo(
            Map.of(
                "checks.at-once", "100",
                "checks.verifying-first", "PT5S",
                "checks.verifying-at-most", "PT5M",
                "checks.active", "PT1H",
                "checks.error-first", "PT30S",
                "checks.confirm-after", "PT5S",
                "checks.asked-at-most-each", "PT10S"));
    assertThat(of(EventSettings.class))
        .isEqualTo(Map.of("events.kept-for", "P90D", "events.streams-at-most", "200"));
    assertThat(of(MxSettings.class)).isEqualTo(Map.of("mx.keep-removed-for", "P7D"));
  }

  @Test
  void dmarc() {
    assertThat(of(DmarcSettings.class))
        .isEqualTo(Map.of("dmarc.gate", "on", "dmarc.intake", "none"));
  }

  @Test
  void edges() {
    assertThat(of(EdgeSettings.class))
        .isEqualTo(
            Map.of(
                "edges.silent-after", "PT5S",
                "edges.given-up-after", "PT1H",
                "edges.fresh-id-at-most-each", "PT10M"));
  }

  @Test
  void topics() {
    assertThat(of(TopicSettings.class))
        .isEqualTo(
            Map.of(
                "topics.partitions", "6",
                "topics.replication-factor", "3",
                "topics.min-insync-replicas", "2",
                "topics.check-every", "PT1S"));
  }

  @Test
  void sessions() {
    assertThat(of(SessionSettings.class))
        .isEqualTo(
            Map.of("sessions.idle", "PT12H", "sessions.longest", "P7D", "sessions.at-most", "100"));
  }

  @Test
  void webhooks() {
    assertThat(of(WebhookSettings.class))
        .isEqualTo(
            Map.of(
                "webhooks.per-tenant", "20",
                "webhooks.at-once", "50",
                "webhooks.at-once-per-host", "4",
                "webhooks.deadline", "PT15S",
                "webhooks.pauses", "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
                "webhooks.pauses[*]", "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
                "webhooks.previous-secret-valid-for", "PT24H",
                "webhooks.disabled-after", "P5D",
                "webhooks.deliveries-kept-for", "P30D"));
  }

  @Test
  void notifications() {
    assertThat(of(NotificationSettings.class))
        .isEqualTo(
            Map.of(
                "notifications.smtp-host", "none",
                "notifications.from", "none",
                "notifications.page-address", "none",
                "notifications.at-most-each", "PT1H",
                "notifications.mails-at-most", "20",
                "notifications.at-once", "4",
                "notifications.pauses", "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
                "notifications.pauses[*]", "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H"));
  }

  @Test
  void rate_limits() {
    assertThat(of(RateLimitSettings.class))
        .isEqualTo(
            Map.of(
                "rate-limits.requests", "12000",
                "rate-limits.sign-ins", "60",
                "rate-limits.window", "PT1M"));
  }

  @Test
  void sign_in() {
    assertThat(of(OidcSettings.class))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("sign-in.oidc.enabled", "false"),
                Map.entry("sign-in.oidc.name", "OpenID Connect"),
                Map.entry("sign-in.oidc.issuer", "none"),
                Map.entry("sign-in.oidc.client-id", "none"),
                Map.entry("sign-in.oidc.client-secret", "none"),
                Map.entry("sign-in.oidc.state-secret", "none"),
                Map.entry("sign-in.oidc.scopes", "profile,email"),
                Map.entry("sign-in.oidc.scopes[*]", "profile,email"),
                Map.entry("sign-in.oidc.force-https", "false"),
                Map.entry("sign-in.oidc.name-claim", "name"),
                Map.entry("sign-in.oidc.email-claim", "email"),
                Map.entry("sign-in.oidc.emails-verified", "false"),
                Map.entry("sign-in.oidc.groups-claim", "groups"),
                Map.entry("sign-in.oidc.group-pattern", "none"),
                Map.entry("sign-in.oidc.groups.*.value", "none"),
                Map.entry("sign-in.oidc.groups.*.tenant", "none"),
                Map.entry("sign-in.oidc.groups.*.role", "none")));
  }

  @Test
  void a_provider_that_is_switched_on_needs_all_of_a_sign_in() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("sign-in.oidc.enabled", "true");
    settings.put("sign-in.oidc.issuer", "https://id.example");
    settings.put("sign-in.oidc.client-id", "mta-sts");
    settings.put("sign-in.oidc.client-secret", "s".repeat(31));
    assertThatThrownBy(() -> read(OidcSettings.class, settings))
        .hasMessageContaining("sign-in.oidc.state-secret");
    settings.put("sign-in.oidc.state-secret", "s".repeat(32));
    assertThatCode(() -> read(OidcSettings.class, settings)).doesNotThrowAnyException();
    settings.remove("sign-in.oidc.state-secret");
    settings.put("sign-in.oidc.client-secret", "s".repeat(32));
    assertThatCode(() -> read(OidcSettings.class, settings)).doesNotThrowAnyException();
    settings.remove("sign-in.oidc.issuer");
    assertThatThrownBy(() -> read(OidcSettings.class, settings))
        .hasMessageContaining("sign-in.oidc.issuer");
  }

  @Test
  void leases() {
    assertThat(of(LeaseSettings.class))
        .isEqualTo(
            Map.of(
                "leases.length", "PT3S",
                "leases.sweep-every", "PT2S",
                "leases.notify-others", "true"));
  }

  @Test
  void certificate_files() {
    assertThat(of(TlsFileSettings.class)).containsEntry("tls.file-interval", "PT5S");
  }

  /** With the other settings so that they fit any value of this one. */
  private static void read(Class<?> mapping, String name, String value) {
    Map<String, String> properties = new TreeMap<>();
    if (mapping.equals(ZoneSettings.class)) {
      properties.put("zone.name", "z.example");
    }
    if (mapping.equals(TopicSettings.class)) {
      properties.put("topics.replication-factor", "9");
      properties.put("topics.min-insync-replicas", "1");
    }
    properties.put(name, value);
    read(mapping, properties);
  }

  private static void read(Class<?> mapping, Map<String, String> properties) {
    new SmallRyeConfigBuilder()
        .withMapping(mapping)
        .withValidator(
            new BeanValidationConfigValidator() {
              @Override
              public Validator getValidator() {
                return VALIDATOR;
              }
            })
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build();
  }

  @ParameterizedTest(name = "{1}={3} is refused at start, {2} is not")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.name | a.example | a.example.
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.name | a.example | A.example
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.name | a.example | example
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.txt-ttl | 1 | 0
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.txt-ttl | 3600 | 3601
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.address-ttl | 1 | 0
          net.hostedmtasts.controlplane.delegation.ZoneSettings | zone.caa-ttl | 3600 | 3601
          net.hostedmtasts.controlplane.domain.LifeSettings | life.wind-down-at-least | PT1S | PT0S
          net.hostedmtasts.controlplane.domain.LifeSettings | life.wind-down-at-least | P365D | P366D
          net.hostedmtasts.controlplane.domain.LifeSettings | life.records-ready-wait | PT0S | PT-1S
          net.hostedmtasts.controlplane.domain.LifeSettings | life.records-ready-wait | PT10S | PT11S
          net.hostedmtasts.controlplane.outside.OutsideSettings | check.https-port | 1 | 0
          net.hostedmtasts.controlplane.outside.OutsideSettings | check.http-port | 65535 | 65536
          net.hostedmtasts.controlplane.outside.OutsideSettings | check.dns-port | 53 | -1
          net.hostedmtasts.controlplane.outside.OutsideSettings | check.smtp-port | 25 | 0
          net.hostedmtasts.controlplane.dmarc.DmarcSettings | dmarc.gate | off | no
          net.hostedmtasts.controlplane.dmarc.DmarcSettings | dmarc.gate | on | true
          net.hostedmtasts.controlplane.dmarc.DmarcSettings | dmarc.intake | mailto:a@b.example | b.example
          net.hostedmtasts.controlplane.dmarc.DmarcSettings | dmarc.intake | a@b.example | https://b.example/a@b
          net.hostedmtasts.controlplane.edge.EdgeSettings | edges.silent-after | PT3S | PT2.9S
          net.hostedmtasts.controlplane.edge.EdgeSettings | edges.silent-after | PT10M | PT11M
          net.hostedmtasts.controlplane.edge.EdgeSettings | edges.given-up-after | PT10S | PT9S
          net.hostedmtasts.controlplane.edge.EdgeSettings | edges.fresh-id-at-most-each | PT0.1S | PT0S
          net.hostedmtasts.controlplane.limit.RateLimitSettings | rate-limits.requests | 1 | 0
          net.hostedmtasts.controlplane.limit.RateLimitSettings | rate-limits.sign-ins | 1 | 0
          net.hostedmtasts.controlplane.limit.RateLimitSettings | rate-limits.window | PT1H | PT61M
          net.hostedmtasts.controlplane.signin.OidcSettings | sign-in.oidc.group-pattern | {tenant}-{role} | {tenant}
          net.hostedmtasts.controlplane.signin.OidcSettings | sign-in.oidc.group-pattern | {tenant}-{role} | {role}
          net.hostedmtasts.controlplane.signin.OidcSettings | sign-in.oidc.enabled | false | true
          net.hostedmtasts.controlplane.session.SessionSettings | sessions.idle | PT2M | PT1M
          net.hostedmtasts.controlplane.session.SessionSettings | sessions.longest | P90D | P91D
          net.hostedmtasts.controlplane.session.SessionSettings | sessions.at-most | 1 | 0
          net.hostedmtasts.controlplane.tls.TlsFileSettings | tls.file-interval | PT0.1S | PT0.099S
          net.hostedmtasts.controlplane.tls.TlsFileSettings | tls.file-interval | P1D | PT25H
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.partitions | 100 | 101
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.partitions | 1 | 0
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.replication-factor | 1 | 0
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.min-insync-replicas | 9 | 10
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.check-every | PT0.1S | PT0S
          net.hostedmtasts.controlplane.lease.LeaseSettings | leases.length | PT1S | PT0.9S
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.per-tenant | 0 | -1
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.at-once | 1 | 0
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.at-once-per-host | 1 | 0
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.deadline | PT1M | PT61S
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.pauses | PT5S,P2D | PT5S,P3D
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.previous-secret-valid-for | PT0S | P31D
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.disabled-after | P365D | P366D
          net.hostedmtasts.controlplane.webhook.WebhookSettings | webhooks.deliveries-kept-for | P3D | P2D
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.from | a@b.example | b.example
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.page-address | https://b.example | b.example
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.page-address | https://b.example:8443 | https://b.example/
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.at-most-each | P7D | P8D
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.mails-at-most | 1000 | 0
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.at-once | 1 | 0
          net.hostedmtasts.controlplane.notification.NotificationSettings | notifications.pauses | P2D | P3D
          net.hostedmtasts.controlplane.lease.LeaseSettings | leases.length | PT1M | PT61S
          net.hostedmtasts.controlplane.lease.LeaseSettings | leases.sweep-every | PT0.1S | PT0S
          """)
  void a_value_that_cannot_work_is_refused_at_start(
      Class<?> mapping, String name, String right, String wrong) {
    assertThatCode(() -> read(mapping, name, right)).doesNotThrowAnyException();
    assertThatThrownBy(() -> read(mapping, name, wrong)).hasMessageContaining(name);
  }

  @ParameterizedTest(name = "{1}={3} is refused with {4}={5}, {2} is not")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.min-insync-replicas | 2 | 3 | topics.replication-factor | 2
          net.hostedmtasts.controlplane.topic.TopicSettings | topics.replication-factor | 9 | 8 | topics.min-insync-replicas | 9
          net.hostedmtasts.controlplane.edge.EdgeSettings | edges.given-up-after | PT11S | PT10.9S | edges.silent-after | PT11S
          """)
  void settings_that_contradict_each_other_are_refused_at_start_with_both_names(
      Class<?> mapping, String name, String right, String wrong, String other, String value) {
    assertThatCode(() -> read(mapping, Map.of(name, right, other, value)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> read(mapping, Map.of(name, wrong, other, value)))
        .hasMessageContaining(name)
        .hasMessageContaining(other);
  }

  @Test
  void mail_needs_a_sender_and_an_address_of_the_page() {
    Map<String, String> whole =
        Map.of(
            "notifications.smtp-host", "smtp.example.net",
            "notifications.from", "mta-sts@example.net",
            "notifications.page-address", "https://mta-sts.example.net");
    assertThatCode(() -> read(NotificationSettings.class, whole)).doesNotThrowAnyException();
    for (String missing : List.of("notifications.from", "notifications.page-address")) {
      Map<String, String> half = new TreeMap<>(whole);
      half.remove(missing);
      assertThatThrownBy(() -> read(NotificationSettings.class, half))
          .hasMessageContaining(missing);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        CertificateSettings.class,
        DmarcSettings.class,
        CheckSettings.class,
        MxSettings.class,
        NotificationSettings.class,
        WebhookSettings.class,
        DnsSettings.class,
        EdgeSettings.class,
        LeaseSettings.class,
        LifeSettings.class,
        OidcSettings.class,
        OutsideSettings.class,
        RateLimitSettings.class,
        SessionSettings.class,
        TenantSettings.class,
        TlsFileSettings.class,
        TopicSettings.class,
        ZoneSettings.class
      })
  void the_readme_names_every_setting(Class<?> mapping) throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String settings =
        readme.substring(readme.indexOf("### control-plane"), readme.indexOf("### policy-server"));
    assertThat(of(mapping).keySet().stream().filter(name -> !name.endsWith("[*]")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
  }
}
