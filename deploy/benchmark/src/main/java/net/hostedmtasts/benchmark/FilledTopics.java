package net.hostedmtasts.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bouncycastle.cert.CertIOException;

/** Topics as a control-plane would have filled them, with a census. */
final class FilledTopics {
  private static final String POLICIES = "mta-sts.policies";
  private static final String RECORDS = "mta-sts.records";
  private static final String CERTIFICATES = "mta-sts.certificates";
  private static final String CENSUS = "mta-sts.census";
  private static final String CHALLENGES = "mta-sts.challenges";
  private static final String EDGES = "mta-sts.edges";
  private static final List<String> COUNTED = List.of(POLICIES, RECORDS, CERTIFICATES);
  private static final int PARTITIONS = 6;
  private static final long REVISION = 1_795_500_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Authority authority;
  private final Seal seal;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;

  private FilledTopics(
      Authority authority, Seal seal, Admin admin, KafkaProducer<String, byte[]> producer) {
    this.authority = authority;
    this.seal = seal;
    this.admin = admin;
    this.producer = producer;
  }

  /** Creates all topics, and publishes this many domains. */
  static void fill(String bootstrap, Authority authority, Seal seal, int domains)
      throws InterruptedException, ExecutionException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 256 * 1024);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      FilledTopics topics = new FilledTopics(authority, seal, admin, producer);
      topics.create();
      IntStream.range(0, domains).parallel().mapToObj(SampleDomain::new).forEach(topics::publish);
      topics.count(domains);
      producer.flush();
    }
  }

  private void create() throws InterruptedException, ExecutionException {
    List<NewTopic> all = new ArrayList<>();
    Stream.concat(COUNTED.stream(), Stream.of(CENSUS))
        .forEach(name -> all.add(topic(name, PARTITIONS, "compact")));
    all.add(topic(CHALLENGES, 1, "compact,delete"));
    all.add(topic(EDGES, 1, "compact,delete"));
    admin.createTopics(all).all().get();
  }

  private static NewTopic topic(String name, int partitions, String cleanUp) {
    return new NewTopic(name, partitions, (short) 1).configs(Map.of("cleanup.policy", cleanUp));
  }

  private void publish(SampleDomain domain) {
    long revision = REVISION + 3L * domain.number();
    send(POLICIES, domain.name(), policy(domain, revision));
    send(RECORDS, domain.label(), record(domain, revision));
    send(CERTIFICATES, domain.policyHost(), certificate(domain, revision + 2));
  }

  private static Map<String, Object> policy(SampleDomain domain, long revision) {
    return Map.of(
        "revision", revision, "state", "served", "mode", "enforce", "document", domain.document());
  }

  private static Map<String, Object> record(SampleDomain domain, long policyRevision) {
    return Map.of(
        "revision",
        policyRevision + 1,
        "state",
        "served",
        "address_ttl",
        60,
        "caa",
        List.of(Map.of("flags", 0, "tag", "issue", "value", Sender.CAA)),
        "caa_ttl",
        300,
        "mta_sts",
        Map.of(
            "text",
            domain.txt(),
            "ttl",
            60,
            "policy_domain",
            domain.name(),
            "policy_revision",
            policyRevision));
  }

  private Map<String, Object> certificate(SampleDomain domain, long revision) {
    try {
      Authority.Issued issued = authority.issue(domain);
      List<String> chain = new ArrayList<>();
      for (X509Certificate certificate : issued.chain()) {
        chain.add(base64(certificate.getEncoded()));
      }
      byte[] key = issued.key().getPrivate().getEncoded();
      return Map.of(
          "revision",
          revision,
          "state",
          "served",
          "chain",
          chain,
          "sealed_key",
          base64(seal.forEdges(domain.policyHost(), revision, key)),
          "key_id",
          seal.keyId(),
          "not_after",
          authority.notAfter().toString());
    } catch (GeneralSecurityException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void count(int domains) throws InterruptedException, ExecutionException {
    Map<String, TopicDescription> described = admin.describeTopics(COUNTED).allTopicNames().get();
    String installation = UUID.randomUUID().toString();
    described.forEach(
        (name, topic) ->
            send(
                CENSUS,
                name,
                Map.of(
                    "revision",
                    REVISION,
                    "installation_id",
                    installation,
                    "topic_id",
                    topic.topicId().toString(),
                    "partitions",
                    PARTITIONS,
                    "keys",
                    domains,
                    "counted_at",
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
  }

  private void send(String topic, String key, Map<String, Object> value) {
    try {
      var unused = producer.send(new ProducerRecord<>(topic, key, JSON.writeValueAsBytes(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
