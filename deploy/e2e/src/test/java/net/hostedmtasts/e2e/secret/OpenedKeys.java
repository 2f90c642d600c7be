package net.hostedmtasts.e2e.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;

/** Opens what the pair has sealed, as whoever has the files of its keys can. */
final class OpenedKeys {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> keys;

  /**
   * @param files of the keys that seal, 32 bytes each in Base64
   */
  OpenedKeys(List<Path> files) {
    this.keys =
        files.stream().map(OpenedKeys::bytes).collect(Collectors.toMap(OpenedKeys::id, key -> key));
  }

  /** The keys that seal. */
  Stream<Secret> sealing() {
    return keys.entrySet().stream()
        .map(key -> Secret.of("sealing key " + key.getKey(), key.getValue()));
  }

  /** Private keys of every record of the topic, the older ones too. */
  List<Secret> ofTopic(Pair pair) {
    List<Secret> all = new ArrayList<>();
    for (var read : pair.topics().records(TopicClient.CERTIFICATES)) {
      JsonNode record = json(read.value());
      if (record.path("state").asText().equals("served")) {
        String id = record.path("key_id").asText();
        String owner = read.key() + "\n" + record.path("revision").asLong();
        all.add(
            Secret.privateKey(
                "the key of " + read.key() + " in the topic, under " + id,
                open(id, record.path("sealed_key").asText(), owner)));
      }
    }
    return all;
  }

  /** Private keys at rest: of certificates, of orders that still run, and of the account. */
  List<Secret> ofDatabase(Pair pair) throws SQLException {
    List<Secret> all = new ArrayList<>();
    String rows =
        "select 'policy-host ' || policy_host, key_id, sealed_key from certificate"
            + " union all select 'policy-host ' || policy_host, key_id, sealed_key"
            + " from certificate_order where sealed_key is not null"
            + " union all select 'acme-account ' || authority, key_id, sealed_key from acme_account";
    try (Connection database = connect(pair);
        ResultSet row = database.createStatement().executeQuery(rows)) {
      while (row.next()) {
        String owner = row.getString(1);
        all.add(
            Secret.privateKey(
                "the key of " + owner, open(row.getString(2), row.getString(3), owner)));
      }
    }
    return all;
  }

  static Connection connect(Pair pair) throws SQLException {
    var database = pair.deployment().database();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private byte[] open(String id, String text, String owner) {
    byte[] key = keys.get(id);
    if (key == null) {
      throw new AssertionError("Sealed with a key that is in none of the files: " + id);
    }
    byte[] ciphertext = Base64.getDecoder().decode(text);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, ciphertext, 0, NONCE_BYTES));
      cipher.updateAAD((owner + "\n" + id).getBytes(UTF_8));
      return cipher.doFinal(ciphertext, NONCE_BYTES, ciphertext.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("What is sealed for " + owner + " does not open", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
