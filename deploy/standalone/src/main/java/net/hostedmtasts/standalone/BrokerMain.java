package net.hostedmtasts.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's own process: formats its storage at the first start, then runs the broker. */
final class BrokerMain {

  private BrokerMain() {}

  /** Takes the settings file and the folder of the logs. */
  public static void main(String[] arguments) {
    // Kafka tells every setting and every step otherwise.
    Logger.getLogger("").setLevel(Level.WARNING);
    String settings = arguments[0];
    Path logs = Path.of(arguments[1]);
    if (Files.notExists(logs.resolve("meta.properties"))) {
      String[] format = {
        "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings
      };
      int code = StorageTool.execute(format, System.out);
      if (code != 0) {
        System.exit(code);
      }
    }
    Kafka.main(new String[] {settings});
  }
}
