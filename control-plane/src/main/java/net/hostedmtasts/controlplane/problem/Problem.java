package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of every error (RFC 9457), {@code application/problem+json}. */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable List<Violation> violations,
    @JsonAnyGetter Map<String, Object> members) {

  static final String MEDIA_TYPE = "application/problem+json";
}
