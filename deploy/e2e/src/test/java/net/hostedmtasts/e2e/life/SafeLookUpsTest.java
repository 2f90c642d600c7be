package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Health;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ownerdns.NotAccepted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Addresses come from strangers: those of name servers, policy hosts and MX hosts. With loopback
 * closed, as in production, none that is not global is connected to, and no other address beside
 * one (DESIGN, "Looking at the outside world"). The domain was active before, so that every part of
 * a check would look at it.
 */
class SafeLookUpsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String[] HERE = {"127.0.0.2", "127.0.0.3", "::1"};

  /** Global ones. They must stand beside one that is not: nothing leaves this machine. */
  private static final String GLOBAL = "192.175.48.1";

  private static final String GLOBAL_V6 = "2620:4f:8000::1";

  private static final List<String> FORMS =
      """
      0.0.0.0 0.1.2.3 10.0.0.0 10.1.2.3 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255
      127.0.0.1 127.0.0.2 127.0.0.3 127.1.2.3 127.255.255.255 168.63.129.16 169.254.0.1
      169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.0.192
      192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1
      203.0.113.255 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
      :: ::1 ::2 ::127.0.0.2 ::ffff:127.0.0.2 ::ffff:10.0.0.1 ::ffff:169.254.169.254
      ::ffff:0:10.0.0.1 64:ff9b::7f00:2 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b::c0a8:101
      64:ff9b:1::808:808 100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:2::1
      2002:a00:1::1 2002:c0a8:101::1 3fff::1 4000::1 5f00::1 fc00::1 fd00::1 fd00:ec2::254
      fd20:ce::254 fe80::1 febf::1 fec0::1 ff02::1 ff0e::1
      """
          .lines()
          .flatMap(line -> Stream.of(line.strip().split(" ", -1)))
          .toList();

  private static final Listeners LISTENERS = new Listeners();
  private static Pair pair = Pair.prepare("safe-look-ups", settings -> settings);
  private static Hosted hosted = new Hosted("", "", "");

  @BeforeAll
  static void start() throws IOException {
    pair.startAll(2);
    Change active = pair.activate(Configuration.testing(0));
    hosted = active.hosted();
    LISTENERS.listen(pair.deployment().settings().ports().ownerAuthority(), HERE);
    // Edges listen at the other ports of these addresses.
    int policies = LISTENERS.listenWhereFree(HERE);
    int mail = LISTENERS.listenWhereFree(HERE);
    pair =
        pair.endedAndPrepared(
            settings ->
                settings
                    .withControlPlane("check.allow-loopback", "false")
                    .withControlPlane("check.https-port", Integer.toString(policies))
                    .withControlPlane("check.smtp-port", Integer.toString(mail))
                    .withControlPlane("checks.asked-at-most-each", "PT0.1S")
                    // No check comes by itself while addresses are half set.
                    .withControlPlane("checks.confirm-after", "PT10M")
                    .withControlPlane("checks.error-first", "PT24H")
                    .withControlPlane("checks.active", "PT24H"));
    pair.deployment().database().restart();
    pair.startControlPlane(1);
  }

  @AfterAll
  static void stop() throws IOException {
    LISTENERS.close();
    pair.close();
  }

  @Test
  void there_are_at_least_sixty_forms() {
    assertThat(FORMS).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void the_listeners_count_whoever_comes() throws IOException {
    try (Listeners listeners = new Listeners()) {
      int port = listeners.listenWhereFree(HERE);
      for (String address : HERE) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(address, port));
        }
      }
      Pair.await("all are counted", LIMIT, () -> listeners.connections() == HERE.length);
    }
  }

  static Stream<List<String>> sets() {
    List<List<String>> sets = new ArrayList<>();
    FORMS.forEach(form -> sets.add(List.of(form)));
    // One that is not global spoils the others, wherever it stands.
    FORMS.forEach(
        form ->
            sets.add(
                sets.size() % 2 == 0 ? List.of(GLOBAL, form) : List.of(form, GLOBAL_V6, GLOBAL)));
    sets.add(List.of(GLOBAL, GLOBAL_V6, "::1"));
    sets.add(List.of(GLOBAL_V6, "127.0.0.2", "127.0.0.3", "::1"));
    return sets.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sets")
  void no_host_of_a_stranger_is_connected_to_where_one_address_is_not_global(List<String> set)
      throws IOException {
    long refusals = refusals();
    set("ns." + hosted.domain(), set);
    set(hosted.policyHost(), set);
    set("mx1." + hosted.domain(), set);
    set(hosted.domain(), set);

    JsonNode checked = check();

    assertThat(attempts()).isZero();
    assertThat(LISTENERS.connections()).isZero();
    // The name server's and the policy host's.
    assertThat(refusals()).isGreaterThanOrEqualTo(refusals + 2);
    assertThat(checked.path("findings").findValuesAsText("code"))
        .contains("zone-not-resolving", "policy-unreachable");
  }

  @Test
  void a_name_server_that_answers_otherwise_each_time_leads_nowhere() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    List<List<String>> turns =
        List.of(
            List.of(GLOBAL, "127.0.0.2"),
            List.of("127.0.0.2"),
            List.of("::1", GLOBAL_V6),
            List.of("::1"),
            List.of("127.0.0.3", GLOBAL));
    Thread rebinding =
        new Thread(
            () -> {
              for (int turn = 0; !ended.get(); turn++) {
                List<String> now = turns.get(turn % turns.size());
                set("ns." + hosted.domain(), now);
                set(hosted.policyHost(), now);
              }
            },
            "rebinding");
    rebinding.start();
    try {
      for (int i = 0; i < 20; i++) {
        check();
      }
    } finally {
      ended.set(true);
      rebinding.join();
    }
    assertThat(attempts()).isZero();
    assertThat(LISTENERS.connections()).isZero();
  }

  /** Both types at once: what the name had before, of the other type, is gone. TTL 0. */
  private static void set(String name, List<String> addresses) {
    for (String type : List.of("A", "AAAA")) {
      List<String> ofType =
          addresses.stream().filter(one -> one.contains(":") == type.equals("AAAA")).toList();
      if (ofType.isEmpty()) {
        removed(name, type);
      } else {
        removed(name, "CNAME");
        pair.deployment().ownerDns().set(name, type, Duration.ZERO, ofType);
      }
    }
  }

  private static void removed(String name, String type) {
    try {
      pair.deployment().ownerDns().remove(name, type);
    } catch (NotAccepted wasNotThere) {
      // As it is to be.
    }
  }

  /** A check from its beginning to its end. */
  private static JsonNode check() {
    String path = "/api/v1/domains/" + hosted.domain() + "/checks";
    String before = pair.api().get(path).expect(200).body().path("checked_at").asText();
    Pair.await(
        "a check is taken on", LIMIT, () -> pair.api().send("POST", path, "").status() == 202);
    Pair.await(
        "the check has ended",
        LIMIT,
        () -> !pair.api().get(path).expect(200).body().path("checked_at").asText().equals(before));
    return pair.api().get(path).expect(200).body();
  }

  private static long attempts() throws IOException {
    return Health.metric(pair.deployment().controlPlane(1), "outside_connection_attempts_total");
  }

  private static long refusals() throws IOException {
    return Health.metric(pair.deployment().controlPlane(1), "outside_connection_refusals_total");
  }
}
