package net.hostedmtasts.controlplane.session;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;

/** Whether a caller may do what is asked, and the words of a refusal (RFC 6750, section 3). */
final class Admission {
  private static final String CHALLENGE = "Bearer realm=\"hosted-mta-sts\"";

  private Admission() {}

  static void check(Caller caller, String method, ResourceInfo resource) {
    Optional<Demands> demands =
        Optional.ofNullable(resource.getResourceMethod().getAnnotation(Demands.class))
            .or(
                () ->
                    Optional.ofNullable(resource.getResourceClass().getAnnotation(Demands.class)));
    Scope demanded = demands.map(Demands::value).orElse(usual(method));
    if (!caller.scope().includes(demanded)) {
      throw insufficient(advice(caller, demanded), demanded);
    }
    if (demands.map(Demands::operator).orElse(false) && !caller.operator()) {
      throw insufficient("Only the operator of the service may do this.", demanded);
    }
  }

  static Refused unauthenticated(String detail, String error) {
    return new Refused(Reason.UNAUTHENTICATED, detail)
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + error);
  }

  private static Scope usual(String method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
        ? Scope.READ
        : Scope.WRITE;
  }

  private static String advice(Caller caller, Scope demanded) {
    return caller.person() == null
        ? "Use a token with the scope " + demanded.value() + "."
        : "Your role is not enough. Ask an admin of the tenant.";
  }

  private static Refused insufficient(String detail, Scope demanded) {
    return new Refused(Reason.INSUFFICIENT_SCOPE, detail)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + demanded.value() + "\"");
  }
}
