package net.hostedmtasts.standalone.ownerdns;

import java.util.concurrent.CompletionStage;

/** Who knows the answers of a server. */
interface Source {

  /** Whether it asks others (RA). */
  boolean recursive();

  /** Answers without blocking, and never exceptionally. */
  CompletionStage<Reply> reply(Asked asked);
}
