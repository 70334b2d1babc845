package dev.keyway.testkit.apisix;

import dev.keyway.testkit.recorded.Protocol;
import dev.keyway.testkit.recorded.Step;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What a frame of APISIX's says, whatever the order in which it names headers and arguments. */
final class Decoded implements Protocol {

  private static final int LENGTH = 0xffffff;

  @Override
  public int payloadBytes(ByteBuffer header) {
    return header.getInt() & LENGTH;
  }

  @Override
  public Object said(byte[] frame, String type) {
    ByteBuffer message = message(frame);
    return switch (frame[0]) {
      case Frame.PREPARE_CONF -> {
        var request = io.github.api7.A6.PrepareConf.Req.getRootAsReq(message);
        yield List.of(
            "prepare", request.key(), Messages.entries(request.confLength(), request::conf));
      }
      case Frame.HTTP_REQ_CALL -> said(io.github.api7.A6.HTTPReqCall.Req.getRootAsReq(message));
      case Frame.EXTRA_INFO -> {
        var result = io.github.api7.A6.ExtraInfo.Resp.getRootAsResp(message);
        yield List.of("information", String.valueOf(Messages.text(result.resultAsByteBuffer())));
      }
      case Frame.HTTP_RESP_CALL -> {
        var call = io.github.api7.A6.HTTPRespCall.Req.getRootAsReq(message);
        yield List.of(
            call.id(),
            call.confToken(),
            call.status(),
            anyOrder(call.headersLength(), call::headers));
      }
      default -> throw new AssertionError("a frame of type " + frame[0]);
    };
  }

  static ByteBuffer message(byte[] frame) {
    return ByteBuffer.wrap(frame, Step.HEADER_BYTES, frame.length - Step.HEADER_BYTES).slice();
  }

  private static Object said(io.github.api7.A6.HTTPReqCall.Req call) {
    return List.of(
        call.id(),
        call.confToken(),
        call.method(),
        String.valueOf(Messages.text(call.pathAsByteBuffer())),
        HexFormat.of().formatHex(Messages.bytes(call.srcIpAsByteBuffer())),
        anyOrder(call.argsLength(), call::args),
        anyOrder(call.headersLength(), call::headers));
  }

  /** The values of one name have an order. */
  private static Map<String, List<Entry>> anyOrder(int length, IntFunction<TextEntry> at) {
    return Messages.entries(length, at).stream()
        .collect(Collectors.groupingBy(Entry::name, TreeMap::new, Collectors.toList()));
  }
}
