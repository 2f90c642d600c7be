package net.hostedmtasts.controlplane.mx;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.dns.MxHost;
import net.hostedmtasts.controlplane.policy.DomainName;

/** Answers in a short form: "a b" for the hosts a.example and b.example, or one of the words. */
final class MxTexts {
  static final DomainName DOMAIN = DomainName.parse("example.com");
  static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  static final Duration TTL = Duration.ofHours(1);

  private MxTexts() {}

  static MxSeen seen(String resolvers, String servers) {
    return new MxSeen(DOMAIN, side(resolvers), side(servers));
  }

  static List<MxSaid> side(String texts) {
    return Arrays.stream(texts.split(",")).map(String::strip).map(MxTexts::said).toList();
  }

  static MxSaid said(String text) {
    return new MxSaid("192.0.2.1", START, answer(text), TTL);
  }

  static MxAnswer answer(String text) {
    return switch (text) {
      case "FAILED" -> new MxAnswer.Failed("timed out");
      case "TRUNCATED" -> new MxAnswer.Failed("truncated");
      case "EMPTY" -> new MxAnswer.NoRecords();
      case "NULL" -> new MxAnswer.NullMx();
      case "NXDOMAIN" -> new MxAnswer.NoSuchDomain();
      default ->
          new MxAnswer.Hosts(
              Stream.of(text.split(" ")).map(name -> new MxHost(10, host(name))).toList(),
              List.of());
    };
  }

  static DomainName host(String name) {
    return name.equals("itself") ? DOMAIN : DomainName.parse(name + ".example");
  }

  static List<DomainName> hosts(String names) {
    return names.isBlank() ? List.of() : Stream.of(names.split(" ")).map(MxTexts::host).toList();
  }
}
