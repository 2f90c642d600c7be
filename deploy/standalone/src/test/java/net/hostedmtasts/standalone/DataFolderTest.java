package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void keys_are_32_random_bytes_that_only_their_owner_reads() throws IOException {
    DataFolder data = new DataFolder(folder.resolve("new"));
    data.prepare();
    for (Path key : List.of(data.edgeSealingKey(), data.keyEncryptionKey())) {
      assertThat(Base64.getDecoder().decode(Files.readString(key).strip())).hasSize(32);
      assertThat(permissions(key)).isEqualTo("rw-------");
    }
    assertThat(Files.readString(data.edgeSealingKey()))
        .isNotEqualTo(Files.readString(data.keyEncryptionKey()));
    assertThat(permissions(data.path())).isEqualTo("rwx------");
  }

  @Test
  void keys_are_made_once() throws IOException {
    DataFolder data = new DataFolder(folder.resolve("kept"));
    data.prepare();
    String first = Files.readString(data.edgeSealingKey());
    data.prepare();
    assertThat(Files.readString(data.edgeSealingKey())).isEqualTo(first);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
