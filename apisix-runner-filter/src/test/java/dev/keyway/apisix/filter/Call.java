package dev.keyway.apisix.filter;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.Method;
import io.github.api7.A6.TextEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** A request call of APISIX's, handed to filters as the runner does. */
final class Call {

  final Map<String, String> headers = new LinkedHashMap<>();
  final Map<String, String> variables = new HashMap<>();
  String path = "/v1/chat/completions";
  byte[] source = {(byte) 192, 0, 2, 7};

  /**
   * What the runner writes: what its last filter does behind these.
   *
   * @param value of keyway in the configuration
   */
  Told through(String value, PluginFilter... filters) {
    HttpResponse response = new HttpResponse(7);
    HttpRequest request = HttpRequest.from(message(1).dataBuffer());
    Map<String, String> config = new HashMap<>();
    config.put("keyway", value);
    request.initCtx(response, config);
    request.setVars(variables);
    AtomicReference<Told> written = new AtomicReference<>();
    new PluginFilterChain(Arrays.asList(filters))
        .addFilter(writing(written))
        .filter(request, response);
    Told told = written.get();
    if (told == null) {
      throw new AssertionError("the chain did not go on: APISIX would wait for a minute");
    }
    return told;
  }

  private static PluginFilter writing(AtomicReference<Told> written) {
    return new PluginFilter() {
      @Override
      public String name() {
        return "writeFilter";
      }

      @Override
      public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        written.set(Told.of(response.encode()));
      }
    };
  }

  /** It as APISIX sends it. */
  FlatBufferBuilder message(long token) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int[] entries =
        headers.entrySet().stream()
            .mapToInt(each ->
                TextEntry.createTextEntry(
                    builder,
                    builder.createString(each.getKey()),
                    builder.createString(each.getValue())))
            .toArray();
    int vector = Req.createHeadersVector(builder, entries);
    int from = Req.createSrcIpVector(builder, source);
    int text = builder.createString(path);
    builder.finish(Req.createReq(builder, 7, from, Method.POST, text, 0, vector, token));
    return builder;
  }
}
