package net.hostedmtasts.controlplane.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What the annotations of parameters cannot say. */
final class Parameters {
  private Parameters() {}

  static void complete(Operation operation) {
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(Parameters::complete);
    }
  }

  private static void complete(Parameter parameter) {
    withoutTextOfDefault(parameter);
    if ("If-Match".equals(parameter.getName())) {
      parameter.setRequired(true);
      parameter.setDescription(
          "The ETag of the version that the change is based on, or * for any (RFC 9110, section"
              + " 13.1.1).");
    }
  }

  // @DefaultValue is a text, whatever the value is; the schema of the value has it as it is.
  private static void withoutTextOfDefault(Parameter parameter) {
    Schema schema = parameter.getSchema();
    if (schema == null || schema.getAllOf() == null) {
      return;
    }
    List<Schema> said =
        schema.getAllOf().stream()
            .filter(part -> !(part.getDefaultValue() instanceof String))
            .toList();
    if (said.size() == 1) {
      parameter.setSchema(said.get(0));
    }
  }
}
