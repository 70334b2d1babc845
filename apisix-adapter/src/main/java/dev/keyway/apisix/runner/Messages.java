package dev.keyway.apisix.runner;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Var;

/** Makes what is said to APISIX on one connection, in frames that wait to be written. */
final class Messages {

  private static final int USUAL_BYTES = 1 << 10;

  /** A buffer that one long message needed is not kept beyond it. */
  private static final int KEPT_BYTES = 64 << 10;

  private final Frames frames;
  private FlatBufferBuilder builder = new FlatBufferBuilder(USUAL_BYTES);

  Messages(Frames frames) {
    this.frames = frames;
  }

  /** An error, after which APISIX closes the connection. */
  void error(int code) {
    fresh();
    put(Frames.ERROR, io.github.api7.A6.Err.Resp.createResp(builder, code));
  }

  /** The token of a configuration. */
  void token(int token) {
    fresh();
    put(
        Frames.PREPARE_CONF,
        io.github.api7.A6.PrepareConf.Resp.createResp(builder, Integer.toUnsignedLong(token)));
  }

  /** Asks for a variable. */
  void variable(String name) {
    fresh();
    int variable = Var.createVar(builder, builder.createString(name));
    put(Frames.EXTRA_INFO, io.github.api7.A6.ExtraInfo.Req.createReq(builder, Info.Var, variable));
  }

  /** What becomes of a request. */
  void action(long id, Action action) {
    int built = new ActionWriter(fresh()).response(id, action);
    if (!put(Frames.HTTP_REQ_CALL, built)) {
      action(id, Guarded.stop("the plugin's answer is longer than APISIX takes one"));
    }
  }

  /** This answer in the place of the upstream's. */
  void replaced(long id, Stop stop) {
    int built = new ActionWriter(fresh()).replaced(id, stop);
    put(Frames.HTTP_RESP_CALL, built);
  }

  private FlatBufferBuilder fresh() {
    builder.clear();
    return builder;
  }

  /** Returns false, and puts nothing, when it is too long for a frame. */
  private boolean put(int type, int root) {
    builder.finish(root);
    int bytes = builder.dataBuffer().remaining();
    boolean fits = bytes <= Frames.MOST_BYTES;
    if (fits) {
      frames.put(type, builder.dataBuffer());
    }
    if (bytes > KEPT_BYTES) {
      builder = new FlatBufferBuilder(USUAL_BYTES);
    }
    return fits;
  }
}
