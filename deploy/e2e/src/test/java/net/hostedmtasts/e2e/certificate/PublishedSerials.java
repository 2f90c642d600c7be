package net.hostedmtasts.e2e.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;

/** When which certificate was published, by policy host, the first first. */
record PublishedSerials(Map<String, List<Published>> byHost) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A certificate, and when the first record with it was sent. */
  record Published(String serial, Instant at) {}

  static PublishedSerials of(Pair pair) {
    Map<String, List<Published>> all = new HashMap<>();
    for (var read : pair.topics().records(TopicClient.CERTIFICATES)) {
      List<Published> known = all.computeIfAbsent(read.key(), none -> new ArrayList<>());
      String serial = serial(read.value());
      if (known.stream().noneMatch(one -> one.serial().equals(serial))) {
        known.add(new Published(serial, Instant.ofEpochMilli(read.timestamp())));
      }
    }
    return new PublishedSerials(all);
  }

  /** The last one of each host. */
  Map<String, Published> newest() {
    Map<String, Published> last = new HashMap<>();
    byHost.forEach((host, all) -> last.put(host, all.get(all.size() - 1)));
    return last;
  }

  /** How long after the next one was published a handshake began that was shown the one before. */
  Duration longestUnseen(List<Handshakes.Shown> shown) {
    Duration longest = Duration.ZERO;
    for (Handshakes.Shown one : shown) {
      List<Published> all = byHost.getOrDefault(one.hosted().policyHost(), List.of());
      for (int i = 0; i + 1 < all.size(); i++) {
        Duration late = Duration.between(all.get(i + 1).at(), one.begun());
        if (all.get(i).serial().equals(one.serial()) && late.compareTo(longest) > 0) {
          longest = late;
        }
      }
    }
    return longest;
  }

  private static String serial(byte[] value) {
    try {
      JsonNode record = JSON.readTree(value);
      byte[] der = Base64.getDecoder().decode(record.path("chain").path(0).asText());
      X509Certificate leaf =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return leaf.getSerialNumber().toString(16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
