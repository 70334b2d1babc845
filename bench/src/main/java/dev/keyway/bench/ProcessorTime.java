package dev.keyway.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Says how much processor time an operation took on the thread that ran it, as {@code cpu.norm}.
 * Unlike the time that passed it stays nearly the same when others use the machine. It leaves out
 * what the compilers and the collector do meanwhile.
 */
public final class ProcessorTime implements InternalProfiler {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long before;

  @Override
  public String getDescription() {
    return "Processor time of the measured thread, an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = nanos();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double each = (double) (nanos() - before) / result.getMetadata().getAllOps();
    return List.of(new ScalarResult("cpu.norm", each, "ns/op", AggregationPolicy.AVG));
  }

  private static long nanos() {
    long nanos = 0;
    for (long thread : THREADS.getAllThreadIds()) {
      var known = THREADS.getThreadInfo(thread);
      if (known != null && known.getThreadName().contains("-jmh-worker-")) {
        nanos += Math.max(0, THREADS.getThreadCpuTime(thread));
      }
    }
    return nanos;
  }
}
