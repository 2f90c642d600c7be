package net.hostedmtasts.e2e.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.TopicClient;

/**
 * Domains written straight into the topics, with the census that goes with them, as deploy/contract
 * says. Chain and private key are those of the contract's example, a little different for each
 * domain.
 */
final class ManyDomains {
  private static final int CHUNK = 5_000;
  private static final long REVISION = 1_795_500_000_000_000L;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLE =
      Path.of("../contract/examples/certificate-changed.served.json");

  private final int count;
  private final SecureRandom random = new SecureRandom();
  private final byte[] edgeKey;
  private final JsonNode example;
  private final byte[] privateKey;

  ManyDomains(int count) throws IOException, GeneralSecurityException {
    this.count = count;
    this.example = JSON.readTree(Files.readString(EXAMPLE));
    this.edgeKey = Base64.getDecoder().decode(example.path("edge_key").asText());
    this.privateKey = open(example.path("value"), example.path("key").asText());
  }

  /** The key file that edges need to open the private keys. */
  String edgeKeyFile() {
    return example.path("edge_key").asText() + "\n";
  }

  static String domain(int number) {
    return "domain" + number + ".example";
  }

  static String label(int number) {
    return "l%025d"
        .formatted(number)
        .replace('0', 'a')
        .replace('1', 'b')
        .replace('8', 'h')
        .replace('9', 'i');
  }

  static String id(int number) {
    return "20261124T101500%09d".formatted(number);
  }

  /** Writes everything. The topics must be there. */
  void write(TopicClient topics) {
    writeAll(topics, TopicClient.POLICIES, ManyDomains::domain, this::policy);
    writeAll(topics, TopicClient.CERTIFICATES, n -> "mta-sts." + domain(n), this::certificate);
    writeAll(topics, TopicClient.RECORDS, ManyDomains::label, this::names);
    Map<String, String> ids = topics.ids();
    for (String topic :
        new String[] {TopicClient.POLICIES, TopicClient.CERTIFICATES, TopicClient.RECORDS}) {
      topics.write(TopicClient.CENSUS, topic, census(ids.getOrDefault(topic, "")));
    }
  }

  private void writeAll(
      TopicClient topics, String topic, IntFunction<String> key, IntFunction<JsonNode> value) {
    for (int from = 0; from < count; from += CHUNK) {
      topics.writeAll(
          topic,
          IntStream.range(from, Math.min(count, from + CHUNK))
              .mapToObj(
                  n ->
                      Map.entry(
                          key.apply(n),
                          value.apply(n).toString().getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static ObjectNode served() {
    return JSON.createObjectNode().put("revision", REVISION).put("state", "served");
  }

  private JsonNode policy(int number) {
    return served()
        .put("mode", "testing")
        .put("document", Configuration.testing(number).document());
  }

  private JsonNode names(int number) {
    ObjectNode record = served().put("address_ttl", 60).put("caa_ttl", 300);
    record
        .putArray("caa")
        .addObject()
        .put("flags", 0)
        .put("tag", "issue")
        .put("value", "ca.example; validationmethods=http-01");
    record
        .putObject("mta_sts")
        .put("text", "v=STSv1; id=" + id(number) + ";")
        .put("ttl", 60)
        .put("policy_domain", domain(number))
        .put("policy_revision", REVISION);
    return record;
  }

  private JsonNode certificate(int number) {
    JsonNode value = example.path("value");
    ObjectNode record = served();
    ArrayNode chain = record.putArray("chain");
    byte[] leaf = Base64.getDecoder().decode(value.path("chain").path(0).asText());
    ByteBuffer.wrap(leaf).putInt(leaf.length - Integer.BYTES, number);
    chain.add(Base64.getEncoder().encodeToString(leaf)).add(value.path("chain").path(1));
    return record
        .put("sealed_key", seal("mta-sts." + domain(number)))
        .put("key_id", value.path("key_id").asText())
        .put("not_after", value.path("not_after").asText());
  }

  private JsonNode census(String topicId) {
    return JSON.createObjectNode()
        .put("revision", REVISION + 1_000_000_000_000L)
        .put("installation_id", UUID.randomUUID().toString())
        .put("topic_id", topicId)
        .put("partitions", 6)
        .put("keys", count)
        .put("counted_at", Instant.now().toString());
  }

  private String seal(String policyHost) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, policyHost, REVISION).doFinal(privateKey);
      byte[] all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] open(JsonNode value, String policyHost) throws GeneralSecurityException {
    byte[] sealed = Base64.getDecoder().decode(value.path("sealed_key").asText());
    byte[] nonce = new byte[NONCE];
    System.arraycopy(sealed, 0, nonce, 0, NONCE);
    return cipher(Cipher.DECRYPT_MODE, nonce, policyHost, value.path("revision").asLong())
        .doFinal(sealed, NONCE, sealed.length - NONCE);
  }

  private Cipher cipher(int mode, byte[] nonce, String policyHost, long revision)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(edgeKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    String keyId = example.path("value").path("key_id").asText();
    cipher.updateAAD(
        (policyHost + "\n" + revision + "\n" + keyId).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
