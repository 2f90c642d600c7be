package net.hostedmtasts.controlplane.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Adds to each operation of the API what it may refuse and what it needs. Runs once, at build time.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonParts implements OASFilter {
  private static final DotName REFUSES = DotName.createSimple(Refuses.class);
  private static final DotName OPERATION =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
  private static final Set<Reason> ALWAYS =
      EnumSet.of(
          Reason.INVALID_REQUEST,
          Reason.INVALID_VALUE,
          Reason.UNAUTHENTICATED,
          Reason.INSUFFICIENT_SCOPE,
          Reason.INTERNAL,
          Reason.UNAVAILABLE);
  private static final Set<Reason> WITH_BODY =
      EnumSet.of(Reason.BODY_TOO_LARGE, Reason.UNSUPPORTED_MEDIA_TYPE);
  private static final String API = "/api/";
  private static final String BEARER = "bearer";

  private final Map<String, Set<Reason>> refused;

  /** Takes the index of all classes, in which the annotations of the operations are. */
  public CommonParts(IndexView classes) {
    // The index is made of several, which may overlap.
    this.refused =
        classes.getAnnotations(REFUSES).stream()
            .collect(
                Collectors.toMap(
                    CommonParts::operationId, CommonParts::reasons, (one, same) -> one));
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    document
        .getComponents()
        .addSchema(ProblemSchema.NAME, ProblemSchema.create())
        .addSecurityScheme(BEARER, bearer());
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(API)) {
                item.getOperations().values().forEach(operation -> complete(path, operation));
              }
            });
  }

  private void complete(String path, Operation operation) {
    operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
    SuccessAnswers.complete(operation);
    Parameters.complete(operation);
    ProblemSchema.responses(reasons(path, operation))
        .forEach((status, response) -> operation.getResponses().addAPIResponse(status, response));
  }

  private Set<Reason> reasons(String path, Operation operation) {
    Set<Reason> reasons = EnumSet.copyOf(ALWAYS);
    if (path.contains("{")) {
      reasons.add(Reason.NOT_FOUND);
    }
    if (operation.getRequestBody() != null) {
      reasons.addAll(WITH_BODY);
    }
    reasons.addAll(refused.getOrDefault(operation.getOperationId(), Set.of()));
    return reasons;
  }

  private static SecurityScheme bearer() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme(BEARER)
        .description("A token of the tenant: POST /api/v1/tokens creates one.");
  }

  private static String operationId(AnnotationInstance refuses) {
    AnnotationInstance operation = refuses.target().asMethod().annotation(OPERATION);
    if (operation == null || operation.value("operationId") == null) {
      throw new IllegalStateException(
          "@Refuses needs @Operation(operationId = …): " + refuses.target());
    }
    return operation.value("operationId").asString();
  }

  private static Set<Reason> reasons(AnnotationInstance refuses) {
    return Stream.of(refuses.value().asEnumArray())
        .map(Reason::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
  }
}
