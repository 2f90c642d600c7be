package net.hostedmtasts.controlplane.session;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A sign-in with an access token. */
public record SignInRequest(@NotNull @Schema(maxLength = 200) String token) {
  @Override
  public String toString() {
    return "SignInRequest[secret]";
  }
}
