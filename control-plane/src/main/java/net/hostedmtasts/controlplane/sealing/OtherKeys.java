package net.hostedmtasts.controlplane.sealing;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts the secrets that another key than the present one has sealed. */
public final class OtherKeys {
  private OtherKeys() {}

  /**
   * How many there are, by the id of their key; empty when the present key has sealed all.
   *
   * <p>One statement sees all tables as they were at one moment, rows that somebody is changing
   * included: a secret that is on its way from one table to another is in one of them.
   */
  public static Uni<Map<String, Long>> count(
      Mutiny.Session session, List<SealedRows> all, String present) {
    String everywhere =
        all.stream()
            .map(rows -> "select key_id from " + rows.table())
            .collect(Collectors.joining(" union all "));
    return session
        .createNativeQuery(
            "select key_id, count(*) from ("
                + everywhere
                + ") secrets where key_id <> :present group by key_id",
            Object[].class)
        .setParameter("present", present)
        .getResultList()
        .map(OtherKeys::byKey);
  }

  private static Map<String, Long> byKey(List<Object[]> rows) {
    Map<String, Long> counts = new TreeMap<>();
    rows.forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }
}
