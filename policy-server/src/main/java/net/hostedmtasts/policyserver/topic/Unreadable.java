package net.hostedmtasts.policyserver.topic;

import java.util.List;

/**
 * The keys of one topic whose newest record this edge cannot use.
 *
 * @param keys some of them
 * @param count all of them
 */
public record Unreadable(List<String> keys, int count) {
  public Unreadable {
    keys = List.copyOf(keys);
  }
}
