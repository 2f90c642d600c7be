package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.FreePort;
import net.hostedmtasts.standalone.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The same life with software of others around the service: Unbound is the resolver, with its
 * cache, and NSD the owner's authoritative server.
 */
class InteropTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration AIM = Duration.ofSeconds(15);
  private static final String MAIN = "main.example";
  private static final String CACHED = "cached.example";
  private static final String SIGNED = "signed.example";

  private static final int RESOLVER = FreePort.next();
  private static final int AUTHORITY = FreePort.next();
  private static final Pair PAIR =
      Pair.prepare(
          "interop",
          settings ->
              settings
                  .withControlPlane("checks.active", "PT1S")
                  .withControlPlane("dns.resolvers", "127.0.0.1:" + RESOLVER)
                  .withControlPlane("check.dns-port", Integer.toString(AUTHORITY)));
  private static final Path FOLDER = PAIR.deployment().data().path().resolve("logs");
  private static final NameServer OWNER =
      NameServer.start(FOLDER.resolve("nsd"), AUTHORITY, Map.of(MAIN, 2, CACHED, 20, SIGNED, 2));
  private static final RealResolver UNBOUND =
      RealResolver.start(FOLDER.resolve("unbound"), RESOLVER, zones(), SIGNED);

  private static Map<String, List<String>> zones() {
    String owner = "127.0.0.1@" + AUTHORITY;
    int edges = PAIR.deployment().settings().ports().dns();
    return Map.of(
        MAIN,
        List.of(owner),
        CACHED,
        List.of(owner),
        SIGNED,
        List.of(owner),
        Pair.ZONE,
        List.of(Ports.host(1) + "@" + edges, Ports.host(2) + "@" + edges));
  }

  @BeforeAll
  static void start() {
    OWNER.process().awaitReady(() -> answers(AUTHORITY, MAIN, Type.SOA, Rcode.NOERROR), LIMIT);
    UNBOUND.process().awaitReady(() -> answers(RESOLVER, MAIN, Type.SOA, Rcode.NOERROR), LIMIT);
    PAIR.startAll(2);
  }

  @AfterAll
  static void stop() {
    UNBOUND.close();
    OWNER.close();
    PAIR.close();
  }

  @Test
  void a_domain_is_active_by_itself_fails_and_recovers() throws IOException {
    Watched domain = add(MAIN);
    domain.enable().awaitCnames("not_seen", "not_seen");
    domain
        .awaitFinding("cname-missing", domain.policyName())
        .foundWithTtl("NXDOMAIN", "ns." + MAIN + " (127.0.0.1)");

    long begin = System.nanoTime();
    delegate(domain);
    domain.awaitStatus("active");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("active " + took.toMillis() + " ms after the CNAME records, with caches");
    assertThat(took).isLessThan(AIM);
    assertThat(ask(RESOLVER, domain.textName(), Type.TXT).getSection(Section.ANSWER).toString())
        .contains("v=STSv1; id=" + domain.shown().path("policy").path("id").asText() + ";");

    OWNER.publish(MAIN, "mta-sts CNAME www.example.\n" + text(domain));
    domain
        .awaitStatus("error")
        .awaitFinding("cname-other-target")
        .expecting(domain.policyTarget())
        .foundWithTtl("CNAME www.example", "ns." + MAIN + " (127.0.0.1)");

    delegate(domain);
    domain.awaitStatus("active").awaitCnames("seen", "seen");
  }

  @Test
  void negative_answer_cached_by_a_real_cache_is_waited_for() {
    Watched domain = add(CACHED);
    domain.enable().awaitCnames("not_seen", "not_seen");

    delegate(domain);

    domain
        .awaitFinding("negative-answer-cached", domain.policyName())
        .severity("info")
        .foundWithTtl("NXDOMAIN", "127.0.0.1:" + RESOLVER);
    domain.awaitCnames("seen", "seen").awaitStatus("active").awaitNo("negative-answer-cached");
  }

  @Test
  void zone_not_resolving_because_a_validating_resolver_finds_its_signatures_missing() {
    Watched domain = add(SIGNED);
    delegate(domain);

    domain.enable();

    domain
        .awaitFinding("zone-not-resolving", domain.policyName())
        .severity("error")
        .found("bogus", "127.0.0.1:" + RESOLVER);
    domain.awaitCnames("unknown", "unknown");
  }

  private static Watched add(String zone) {
    Hosted hosted = PAIR.api().add(zone);
    return new Watched(PAIR, PAIR.api(), hosted);
  }

  private static void delegate(Watched domain) {
    OWNER.publish(domain.domain(), "mta-sts CNAME " + domain.policyTarget() + "\n" + text(domain));
  }

  private static String text(Watched domain) {
    return "_mta-sts CNAME " + domain.textTarget() + "\n@ MX 10 mx1\n";
  }

  private static boolean answers(int port, String name, int type, int rcode) {
    try {
      return ask(port, name, type).getRcode() == rcode;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Message ask(int port, String name, int type) throws IOException {
    SimpleResolver client = new SimpleResolver("127.0.0.1");
    client.setPort(port);
    client.setTimeout(Duration.ofSeconds(2));
    return client.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, 1)));
  }
}
