package net.hostedmtasts.controlplane.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakeTest {
  private final Wake wake = new Wake();
  private final AtomicInteger woken = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  WakeTest() {
    wake.register(woken::incrementAndGet);
    wake.registerMessenger(told::incrementAndGet);
  }

  @Test
  void a_commit_wakes_this_instance_and_tells_the_others() {
    wake.committed();
    assertThat(woken).hasValue(1);
    assertThat(told).hasValue(1);
  }

  @Test
  void who_was_told_by_another_instance_tells_nobody() {
    wake.up();
    assertThat(woken).hasValue(1);
    assertThat(told).hasValue(0);
  }
}
