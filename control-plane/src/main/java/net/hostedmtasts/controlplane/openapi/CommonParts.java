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
import net.hostedmtasts.controlplane.tenant.OpenToAll;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
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
  private static final DotName OPEN_TO_ALL = DotName.createSimple(OpenToAll.class);
  private static final DotName OPERATION =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
  private static final Set<Reason> ALWAYS =
      EnumSet.of(Reason.INVALID_REQUEST, Reason.INVALID_VALUE, Reason.INTERNAL, Reason.UNAVAILABLE);
  private static final Set<Reason> WITH_CALLER =
      EnumSet.of(Reason.UNAUTHENTICATED, Reason.INSUFFICIENT_SCOPE, Reason.RATE_LIMITED);
  private static final Set<Reason> WITH_BODY =
      EnumSet.of(Reason.BODY_TOO_LARGE, Reason.UNSUPPORTED_MEDIA_TYPE);
  private static final String API = "/api/";
  private static final String BEARER = "bearer";
  private static final String SESSION = "session";

  private final Map<String, Set<Reason>> refused;
  private final Set<String> open;

  /** Takes the index of all classes, in which the annotations of the operations are. */
  public CommonParts(IndexView classes) {
    // The index is made of several, which may overlap.
    this.refused =
        classes.getAnnotations(REFUSES).stream()
            .collect(
                Collectors.toMap(
                    CommonParts::operationId, CommonParts::reasons, (one, same) -> one));
    this.open =
        classes.getAnnotations(OPEN_TO_ALL).stream()
            .map(CommonParts::operationId)
            .collect(Collectors.toSet());
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    document
        .getComponents()
        .addSchema(ProblemSchema.NAME, ProblemSchema.create())
        .addSecurityScheme(BEARER, bearer())
        .addSecurityScheme(SESSION, session());
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(API)) {
                item.getOperations()
                    .forEach((method, operation) -> complete(path, method, operation));
              }
            });
  }

  private void complete(String path, PathItem.HttpMethod method, Operation operation) {
    operation.setSecurity(security(operation));
    SuccessAnswers.complete(operation);
    Parameters.complete(operation);
    ProblemSchema.responses(reasons(path, method, operation))
        .forEach((status, response) -> operation.getResponses().addAPIResponse(status, response));
  }

  private List<SecurityRequirement> security(Operation operation) {
    return open.contains(operation.getOperationId())
        ? List.of()
        : Stream.of(BEARER, SESSION)
            .map(scheme -> OASFactory.createSecurityRequirement().addScheme(scheme))
            .toList();
  }

  private Set<Reason> reasons(String path, PathItem.HttpMethod method, Operation operation) {
    Set<Reason> reasons = EnumSet.copyOf(ALWAYS);
    if (!open.contains(operation.getOperationId())) {
      reasons.addAll(WITH_CALLER);
      if (method != PathItem.HttpMethod.GET) {
        reasons.add(Reason.CSRF);
      }
    }
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

  private static SecurityScheme session() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.APIKEY)
        .in(SecurityScheme.In.COOKIE)
        .name("__Host-mta-sts-session")
        .description(
            "A browser that is signed in. Whatever changes something also needs the header"
                + " X-CSRF-Token. On loopback without TLS the cookie is mta-sts-session.");
  }

  private static String operationId(AnnotationInstance annotation) {
    AnnotationInstance operation = annotation.target().asMethod().annotation(OPERATION);
    if (operation == null || operation.value("operationId") == null) {
      throw new IllegalStateException(
          annotation.name() + " needs @Operation(operationId = …): " + annotation.target());
    }
    return operation.value("operationId").asString();
  }

  private static Set<Reason> reasons(AnnotationInstance refuses) {
    return Stream.of(refuses.value().asEnumArray())
        .map(Reason::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
  }
}
