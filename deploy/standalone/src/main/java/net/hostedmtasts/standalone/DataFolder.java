package net.hostedmtasts.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The folder in which a deployment keeps everything. Only its owner can read it. */
public record DataFolder(Path path) {
  private static final int KEY_BYTES = 32;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The first admin token, written by the control-plane at its first start. */
  public Path adminToken() {
    return path.resolve("admin-token");
  }

  /** The roots of whoever signs the certificates of policy hosts, as PEM; absent: public ones. */
  public Path authority() {
    return path.resolve("authority.pem");
  }

  /** Settings and certificate of Pebble, where it runs. */
  Path pebble() {
    return path.resolve("pebble");
  }

  /** The key with which certificates are sealed for the edges. */
  public Path edgeSealingKey() {
    return path.resolve("keys/edge-sealing.key");
  }

  /** The key with which the database keeps private keys. */
  public Path keyEncryptionKey() {
    return path.resolve("keys/key-encryption.key");
  }

  /** The log of the process with this name. */
  public Path log(String name) {
    return path.resolve("logs").resolve(name + ".log");
  }

  /** Where the database lives: a copy of it, made while it is stopped, is a backup. */
  public Path database() {
    return path.resolve("postgres");
  }

  /** The zones of the owner's DNS, a file each. */
  public Path ownerDns() {
    return path.resolve("owner-dns");
  }

  /** Where the broker lives. */
  Path broker() {
    return path.resolve("kafka");
  }

  /** Makes what is missing: the folder itself, the folder of the logs and both keys. */
  void prepare() throws IOException {
    if (Files.notExists(path)) {
      Files.createDirectories(path, OWNER_ONLY_FOLDER);
    }
    Files.createDirectories(path.resolve("logs"));
    Files.createDirectories(path.resolve("keys"), OWNER_ONLY_FOLDER);
    writeKeyOnce(edgeSealingKey());
    writeKeyOnce(keyEncryptionKey());
  }

  private static void writeKeyOnce(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    // Written beside its place: a key cut short by a full disk or a kill must never be taken for
    // one.
    Path fresh = Files.createTempFile(file.getParent(), "new-", ".key", OWNER_ONLY);
    byte[] text =
        (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    Files.write(fresh, text, StandardOpenOption.SYNC);
    Files.move(fresh, file);
  }
}
