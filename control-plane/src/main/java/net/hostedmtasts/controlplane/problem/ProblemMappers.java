package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends with into a problem. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final ProblemAnswer answer;
  private final FrameworkRefusals refusals;

  ProblemMappers(ProblemAnswer answer, FrameworkRefusals refusals) {
    this.answer = answer;
    this.refusals = refusals;
  }

  @ServerExceptionMapper
  Response refused(Refused refused) {
    return answer.of(refused);
  }

  @ServerExceptionMapper
  Response invalidValue(InvalidValue invalid) {
    return answer.of(BadRequests.of(invalid));
  }

  @ServerExceptionMapper
  Response violations(ConstraintViolationException invalid) {
    return BadRequests.aboutTheAnswer(invalid)
        ? fault(invalid)
        : answer.of(BadRequests.of(invalid));
  }

  // The framework has a mapper of its own for the second.
  @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
  Response json(JsonProcessingException unreadable) {
    return answer.of(UnreadableJson.refusal(unreadable));
  }

  // For these exceptions alone a mapper of the superclass does not count (Jakarta REST 3.1, section
  // 4.4).
  @ServerExceptionMapper({
    WebApplicationException.class,
    ClientErrorException.class,
    BadRequestException.class,
    NotFoundException.class,
    NotAllowedException.class,
    NotAcceptableException.class,
    NotSupportedException.class
  })
  Response framework(WebApplicationException refusal, ContainerRequestContext request) {
    return refusal.getResponse().getStatus() == Reason.INTERNAL.status()
        ? any(refusal)
        : answer.of(refusals.of(refusal, request.getMethod(), request.getUriInfo().getPath()));
  }

  @ServerExceptionMapper
  Response any(Throwable thrown) {
    return Unavailability.of(thrown).map(answer::of).orElseGet(() -> fault(thrown));
  }

  private Response fault(Throwable bug) {
    String instance = "urn:uuid:" + UUID.randomUUID();
    LOG.errorf(bug, "A request ended with a fault: instance=%s", instance);
    return answer.of(
        new Refused(
                Reason.INTERNAL, "Nothing was changed. Tell the operator the instance named here.")
            .with("instance", instance));
  }
}
