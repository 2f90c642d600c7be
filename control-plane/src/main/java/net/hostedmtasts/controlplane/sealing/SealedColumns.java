package net.hostedmtasts.controlplane.sealing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A table with one sealed secret in each row, in its columns {@code sealed_key} and {@code key_id}.
 *
 * @param table its name
 * @param id the column that names a row
 * @param belongsTo the column whose value names the owner
 * @param owner makes the owner of that value
 */
public record SealedColumns(
    KeyEncryption atRest, String table, String id, String belongsTo, Function<String, String> owner)
    implements SealedRows {

  @Override
  public Uni<Integer> sealSomeAgain(Mutiny.Session session, int most) {
    if (atRest.replacedKeyIds().isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(
            "select "
                + id
                + "::text, "
                + belongsTo
                + ", sealed_key, key_id from "
                + table
                + " where key_id in (:replaced) limit "
                + most
                + " for update skip locked",
            Object[].class)
        .setParameter("replaced", atRest.replacedKeyIds())
        .getResultList()
        .chain(rows -> sealAgain(session, rows));
  }

  private Uni<Integer> sealAgain(Mutiny.Session session, List<Object[]> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> sealAgain(session, row))
        .collect()
        .asList()
        .map(List::size);
  }

  private Uni<Integer> sealAgain(Mutiny.Session session, Object[] row) {
    SealedKey before = new SealedKey((String) row[3], (String) row[2]);
    SealedKey after = atRest.again(before, owner.apply((String) row[1]));
    return session
        .createNativeQuery(
            "update "
                + table
                + " set sealed_key = :sealed, key_id = :key where "
                + id
                + "::text = :id")
        .setParameter("sealed", after.ciphertext())
        .setParameter("key", after.keyId())
        .setParameter("id", (String) row[0])
        .executeUpdate();
  }
}
