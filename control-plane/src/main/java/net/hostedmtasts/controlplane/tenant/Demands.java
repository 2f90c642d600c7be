package net.hostedmtasts.controlplane.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that an operation needs, where it is not that of its method: read for GET and HEAD,
 * write for all others.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Demands {
  Scope value();

  /** Whether only the operator of the service may call it. */
  boolean operator() default false;
}
