package net.hostedmtasts.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.standalone.Database;
import org.bouncycastle.cert.CertIOException;

/**
 * The database of a control-plane, filled with domains that are active, as if each had been added,
 * verified and published. The publisher then brings them to the edges by itself.
 */
final class SeededDatabase implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 500;

  private final Connection connection;
  private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);

  SeededDatabase(Database database) throws SQLException {
    this.connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /** Adds {@code domains} domains, each with a certificate of {@code authority}. */
  void fill(int domains, Authority authority, Seal seal)
      throws SQLException, GeneralSecurityException, CertIOException {
    connection.setAutoCommit(false);
    UUID tenant = tenant();
    long revision = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - 3L * domains;
    try (PreparedStatement domain = connection.prepareStatement(DOMAIN);
        PreparedStatement check =
            connection.prepareStatement("insert into domain_check (domain_id) values (?)");
        PreparedStatement held = connection.prepareStatement(HELD);
        PreparedStatement certificate = connection.prepareStatement(CERTIFICATE);
        PreparedStatement shown = connection.prepareStatement(PUBLICATION);
        PreparedStatement history = connection.prepareStatement(HISTORY)) {
      List<PreparedStatement> all = List.of(domain, check, held, certificate, shown, history);
      for (int i = 0; i < domains; i++) {
        CheckedDomain one = CheckedDomain.of(i);
        UUID id = UUID.randomUUID();
        UUID certificateId = UUID.randomUUID();
        long policy = revision + 3L * i;
        add(domain, domain(one, id, tenant, policy));
        add(check, id);
        add(held, id, policy, now);
        add(certificate, certificate(certificateId, authority.issue(one.domain()), one, seal));
        publish(shown, history, id, "mta-sts.policies", one.name(), policy, policyBody(one));
        publish(
            shown,
            history,
            id,
            "mta-sts.records",
            one.domain().label(),
            policy + 1,
            recordBody(one, policy));
        publish(
            shown,
            history,
            id,
            "mta-sts.certificates",
            one.domain().policyHost(),
            policy + 2,
            certificateId.toString());
        if (i % BATCH == BATCH - 1 || i == domains - 1) {
          for (PreparedStatement statement : all) {
            statement.executeBatch();
          }
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    execute("analyze");
  }

  /** How many rows of publications the topics do not show yet. */
  long unpublished() throws SQLException {
    return count(
        "select count(*) from publication where observed_revision is distinct from revision");
  }

  /** All domains are to be checked now. */
  void makeAllDue() throws SQLException {
    execute("update domain_check set next_at = now(), checked_at = null");
  }

  long unchecked() throws SQLException {
    return count("select count(*) from domain_check where checked_at is null");
  }

  /** Domains of which the last check found something, and those that are not active any more. */
  long withFindings() throws SQLException {
    return count(
        "select count(*) from domain_check c join hosted_domain d on d.id = c.domain_id"
            + " where c.findings <> '[]' or d.status <> 'ACTIVE'");
  }

  /** One of them, to say what is wrong; empty where there is none. */
  String someFinding() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select findings from domain_check where findings <> '[]' limit 1")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static final String DOMAIN =
      "insert into hosted_domain (id, tenant_id, name, unicode_name, label, created_at, status,"
          + " status_since, version, newest_version, mode, max_age, mx_source, mx_patterns,"
          + " mx_hosts, policy_id, policy_id_revision, records_ready_at, policy_live_at,"
          + " id_released_at, id_live_at, pending, enabled_at, delegated_at, delegation_seen_at,"
          + " delegation_ttl, certificate_at, checked_at, testing_since, mx_following)"
          + " values (?, ?, ?, ?, ?, ?, 'ACTIVE', ?, 1, 1, 'enforce', 604800, 'auto', '{}',"
          + " string_to_array(?, ' '), ?, ?, ?, ?, ?, ?, false, ?, ?, ?, 300, ?, ?, ?, ?)";

  private Object[] domain(CheckedDomain one, UUID id, UUID tenant, long policy) {
    return new Object[] {
      id,
      tenant,
      one.name(),
      one.name(),
      one.domain().label(),
      now,
      now,
      String.join(" ", one.mxHosts()),
      one.policyId(),
      policy,
      now,
      now,
      now,
      now,
      now,
      now,
      now,
      now,
      now,
      now,
      following(one)
    };
  }

  private String following(CheckedDomain one) {
    String time = now.toInstant().toString();
    return json(
        Map.of(
            "hosts",
            one.mxHosts().stream()
                .map(
                    host -> Map.of("host", host, "first_seen", time, "last_seen", time, "ttl", 300))
                .toList()));
  }

  private static final String HELD =
      "insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at)"
          + " values (?, ?, 'enforce', 604800, 'as published', ?)";

  private static final String CERTIFICATE =
      "insert into certificate (id, policy_host, serial, chain, sealed_key, key_id, authority,"
          + " not_before, not_after, renew_at, newest, created_at)"
          + " values (?, ?, ?, ?, ?, ?, 'local', ?, ?, ?, true, ?)";

  private Object[] certificate(UUID id, Authority.Issued issued, CheckedDomain one, Seal seal)
      throws GeneralSecurityException {
    X509Certificate leaf = issued.chain().get(0);
    OffsetDateTime end = leaf.getNotAfter().toInstant().atOffset(ZoneOffset.UTC);
    byte[] key = seal.atRest(one.domain().policyHost(), issued.key().getPrivate().getEncoded());
    return new Object[] {
      id,
      one.domain().policyHost(),
      leaf.getSerialNumber().toString(16),
      Pem.of(issued.chain()),
      Base64.getEncoder().encodeToString(key),
      seal.keyId(),
      leaf.getNotBefore().toInstant().atOffset(ZoneOffset.UTC),
      end,
      end.minusDays(1),
      now
    };
  }

  private static final String PUBLICATION =
      "insert into publication (id, topic, key, domain_id, revision, served, body)"
          + " values (gen_random_uuid(), ?, ?, ?, ?, true, ?)";
  private static final String HISTORY =
      "insert into publication_history (topic, key, revision, content_hash, taken_at)"
          + " values (?, ?, ?, 'as published', ?)";

  private void publish(
      PreparedStatement shown,
      PreparedStatement history,
      UUID domain,
      String topic,
      String key,
      long revision,
      String body)
      throws SQLException {
    add(shown, topic, key, domain, revision, body);
    add(history, topic, key, revision, now);
  }

  private static String policyBody(CheckedDomain one) {
    return json(Map.of("mode", "enforce", "document", one.document()));
  }

  private static String recordBody(CheckedDomain one, long policy) {
    return json(
        Map.of(
            "address_ttl",
            60,
            "caa",
            List.of(Map.of("flags", 0, "tag", "issue", "value", CheckedDomain.CAA)),
            "caa_ttl",
            300,
            "mta_sts",
            Map.of(
                "text",
                one.domain().txt(),
                "ttl",
                60,
                "policy_domain",
                one.name(),
                "policy_revision",
                policy)));
  }

  private UUID tenant() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from tenant where operator")) {
      rows.next();
      return rows.getObject(1, UUID.class);
    }
  }

  private static void add(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private long count(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String json(Map<String, Object> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
