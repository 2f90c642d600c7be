package net.hostedmtasts.controlplane.problem;

/**
 * One rule that one value of a request breaks.
 *
 * @param field a JSON pointer into the body, or the name of a parameter
 * @param message the rule, in words
 */
public record Violation(String field, String message) {}
