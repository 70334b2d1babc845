package dev.keyway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Makes messages of the bytes of a provider's HTTP/1.1 connection, in place of the library's codec,
 * which leaves two things open:
 *
 * <ul>
 *   <li>Interim answers (1xx) end here, a bounded number for each request: a client may ignore them
 *       (RFC 9110, section 15.2), and those the library does not know it takes for the answer.
 *   <li>What stands behind the end of an answer was sent before the next request was: it must not
 *       be taken for the beginning of that one's answer, so the connection is closed. Line breaks
 *       are let pass, as old servers send some.
 * </ul>
 */
final class AnswerCodec
    extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

  /** No server has so much to say before it begins; one that goes on for ever is cut off. */
  static final int MOST_INTERIM_ANSWERS = 100;

  private static final int STATUS_LINE_BYTES = 4096;

  /** The library's name for its own. */
  private static final String CODEC = "codec";

  private final AnswerWatch watch;
  private final Decoder decoder;

  private AnswerCodec(AnswerWatch watch, Decoder decoder) {
    super(decoder, new HttpRequestEncoder());
    this.watch = watch;
    this.decoder = decoder;
  }

  /** Takes the place of the library's codec; HTTP/2 has none. */
  static void install(ChannelPipeline pipeline, AnswerWatch watch) {
    if (pipeline.get(CODEC) != null) {
      pipeline.replace(CODEC, CODEC, new AnswerCodec(watch, new Decoder()));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    watch.byteCame();
    super.channelRead(context, bytes);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpRequest) {
      watch.requestBegun();
      decoder.expect();
    }
    super.write(context, message, promise);
  }

  private static final class Decoder extends HttpResponseDecoder {

    /** Whether an answer is due. */
    private boolean expected;

    private int interims;

    Decoder() {
      super(
          new HttpDecoderConfig()
              .setMaxInitialLineLength(STATUS_LINE_BYTES)
              .setMaxHeaderSize(UpstreamClients.HEAD_BYTES));
    }

    void expect() {
      expected = true;
      interims = 0;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
        throws Exception {
      if (expected) {
        int before = out.size();
        super.decode(context, in, out);
        if (out.size() > before) {
          came(context, out, before);
        }
      }
      if (!expected) {
        refuse(context, in);
      }
    }

    private void came(ChannelHandlerContext context, List<Object> out, int first) {
      if (out.get(first) instanceof HttpResponse head && isInterim(head)) {
        // The head and the end of its body, which is empty, come together.
        out.subList(first, out.size()).clear();
        if (++interims > MOST_INTERIM_ANSWERS) {
          close(context);
        }
      } else if (out.getLast() instanceof LastHttpContent) {
        expected = false;
      }
    }

    private static void refuse(ChannelHandlerContext context, ByteBuf in) {
      while (in.isReadable() && isLineBreak(in.getByte(in.readerIndex()))) {
        in.skipBytes(1);
      }
      if (in.isReadable()) {
        in.skipBytes(in.readableBytes());
        close(context);
      }
    }

    private static void close(ChannelHandlerContext context) {
      var unused = context.channel().close();
    }

    private static boolean isLineBreak(byte b) {
      return b == '\r' || b == '\n';
    }

    /** Not 101: behind that another protocol begins. */
    private static boolean isInterim(HttpResponse head) {
      return head.decoderResult().isSuccess()
          && head.status().codeClass() == HttpStatusClass.INFORMATIONAL
          && !head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
  }
}
