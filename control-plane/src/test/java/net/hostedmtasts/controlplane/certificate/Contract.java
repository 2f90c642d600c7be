package net.hostedmtasts.controlplane.certificate;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contract of {@code mta-sts.certificates}. */
final class Contract {
  static final Path FOLDER = Path.of("..", "deploy", "contract");
  static final Path SERVED = FOLDER.resolve("examples/certificate-changed.served.json");

  private Contract() {}

  /** What the schema has against a value; empty when it is fine. */
  static List<String> violations(String value) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(FOLDER.resolve("schemas/certificate-changed.json")),
                InputFormat.JSON);
    return schema.validate(value, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
