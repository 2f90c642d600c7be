package net.hostedmtasts.controlplane.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operation refuses besides what every operation does (unreadable requests, missing or weak
 * tokens, faults): for the API document.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refuses {
  Reason[] value();
}
