package net.hostedmtasts.policyserver.certificate;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.policyserver.certificate.SealingKeyFile.NoKey;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.jboss.logging.Logger;

/**
 * The sealing keys that this edge holds: the current one, and the next while keys are changed. What
 * was opened with a key that is gone is served on.
 */
@Singleton
public class SealingKeys {
  private static final Logger LOG = Logger.getLogger(SealingKeys.class);

  private final Map<SealingKeyFile, String> problems = new HashMap<>();
  private final AtomicInteger added = new AtomicInteger();
  private final List<SealingKeyFile> files;
  private Map<SealingKeyFile, SealingKey> byFile;
  private volatile Map<String, SealingKey> byId;

  /**
   * Refuses to start with a file that holds no key, and without any key: no name could be answered.
   * A file that is not there may come later.
   */
  @Inject
  SealingKeys(CertificateSettings settings) {
    this.files = settings.sealingKeyFiles().stream().map(SealingKeyFile::new).distinct().toList();
    this.byFile = Map.copyOf(read(files));
    this.byId = byId(byFile.values());
    if (byId.isEmpty()) {
      throw new IllegalStateException(
          "certificates.sealing-key-files: none of %s is there"
              .formatted(settings.sealingKeyFiles()));
    }
    LOG.infof("Sealing keys: held=%s", ids());
  }

  /** Holds these for ever. */
  SealingKeys(Collection<SealingKey> keys) {
    this.files = List.of();
    this.byFile = Map.of();
    this.byId = byId(keys);
  }

  private static Map<SealingKeyFile, SealingKey> read(List<SealingKeyFile> files) {
    Map<SealingKeyFile, SealingKey> read = new LinkedHashMap<>();
    try {
      for (SealingKeyFile file : files) {
        file.read().ifPresent(key -> read.put(file, key));
      }
    } catch (NoKey e) {
      throw new IllegalStateException(e.getMessage());
    }
    return read;
  }

  private static Map<String, SealingKey> byId(Collection<SealingKey> keys) {
    Map<String, SealingKey> byId = new HashMap<>();
    keys.forEach(key -> byId.put(key.id(), key));
    return Map.copyOf(byId);
  }

  /**
   * Ids of the keys held, for the control-plane: it seals with a key only when every edge has it.
   */
  public List<String> ids() {
    return byId.keySet().stream().sorted().toList();
  }

  /** How often a key has come that was not held before. */
  int added() {
    return added.get();
  }

  /**
   * Looks at the files again. A file that holds no key changes nothing; one that was taken away
   * takes its key with it, unless it is the last.
   *
   * @return whether other keys are held than before
   */
  synchronized boolean look() {
    Map<SealingKeyFile, SealingKey> found = new LinkedHashMap<>();
    for (SealingKeyFile file : files) {
      look(file, found);
    }
    if (found.isEmpty()) {
      return false;
    }
    byFile = Map.copyOf(found);
    return hold(byId(found.values()));
  }

  private void look(SealingKeyFile file, Map<SealingKeyFile, SealingKey> found) {
    try {
      file.read().ifPresent(key -> found.put(file, key));
      problems.remove(file);
    } catch (NoKey e) {
      SealingKey held = byFile.get(file);
      if (held != null) {
        found.put(file, held);
      }
      warnOnce(file, String.valueOf(e.getMessage()));
    }
  }

  private void warnOnce(SealingKeyFile file, String problem) {
    if (!problem.equals(problems.put(file, problem))) {
      LOG.warnf("%s. The keys held stay: held=%s", problem, ids());
    }
  }

  private boolean hold(Map<String, SealingKey> keys) {
    Set<String> before = byId.keySet();
    if (before.equals(keys.keySet())) {
      return false;
    }
    Set<String> come = new HashSet<>(keys.keySet());
    come.removeAll(before);
    byId = keys;
    if (!come.isEmpty()) {
      // After the keys: whoever sees the number finds them.
      added.incrementAndGet();
    }
    LOG.infof("Sealing keys changed: held=%s", ids());
    return true;
  }

  byte[] open(String policyHost, long revision, String keyId, byte[] sealed)
      throws UnreadableRecord {
    SealingKey key = byId.get(keyId);
    if (key == null) {
      throw new UnreadableRecord("sealed with a key that this edge lacks");
    }
    return key.open(policyHost, revision, sealed);
  }
}
