package io.github.dontwait.conformance.mutant.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dontwait.conformance.mutant.Kills;
import io.github.dontwait.conformance.mutant.Link;
import io.github.dontwait.conformance.mutant.MiniRouter;
import io.github.dontwait.conformance.mutant.ModelService;
import io.github.dontwait.conformance.mutant.SocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routing ids that are taken for text, or held by the wrong connection. */
final class RoutingIdFaults {

    private RoutingIdFaults() {}

    static byte[] throughText(byte[] octets) {
        return new String(octets, UTF_8).getBytes(UTF_8);
    }

    @Kills(rule = "IDN-02", says = "received nothing")
    static final class KnowsOneAnonymousPeer extends MiniRouter {
        @Override
        protected byte[] routingIdOf(Link link, byte[] announced) {
            return announced.length > 0 ? announced : new byte[] {0, 0, 0, 0, 1};
        }
    }

    @Kills(rule = "IDN-02", says = "received nothing")
    static final class KeysPeersByText extends MiniRouter {
        @Override
        protected int firstAutoId() {
            return 0x80808080;
        }

        @Override
        protected byte[] routingIdOf(Link link, byte[] announced) {
            return throughText(super.routingIdOf(link, announced));
        }
    }

    /** Does something to routing ids before it sends; automatic ones are printable, so that it works for a while. */
    abstract static class MisreadsRoutingIds extends ModelService {
        protected abstract byte[] misread(byte[] id);

        @Override
        protected MiniRouter newRouter() {
            return new MiniRouter() {
                @Override
                protected int firstAutoId() {
                    return 0x61616161;
                }
            };
        }

        @Override
        protected void send(byte[] routingId, List<byte[]> frames) {
            super.send(misread(routingId), frames);
        }
    }

    @Kills(rule = "IDN-03", says = "binary (routing id 0x80ff0a00fe")
    static final class DecodesRoutingIds extends MisreadsRoutingIds {
        @Override
        protected byte[] misread(byte[] id) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(id));
                return id;
            } catch (CharacterCodingException e) {
                throw new IllegalStateException("cannot decode the identity", e);
            }
        }
    }

    @Kills(rule = "IDN-03", says = "binary (routing id 0x80ff0a00fe")
    static final class KeepsRoutingIdsAsText extends MisreadsRoutingIds {
        @Override
        protected byte[] misread(byte[] id) {
            return throughText(id);
        }
    }

    @Kills(rule = "IDN-03", says = "zero-inside-1 (routing id 0x7a00")
    static final class CutsRoutingIdsAtZero extends MisreadsRoutingIds {
        @Override
        protected byte[] misread(byte[] id) {
            int zero = id[0] == 'z' ? new String(id, ISO_8859_1).indexOf('\0') : -1;
            return zero > 0 ? Arrays.copyOf(id, zero) : id;
        }
    }

    @Kills(rule = "IDN-03", says = "longest-1 (routing id 0xff")
    static final class CutsLongRoutingIds extends MisreadsRoutingIds {
        @Override
        protected byte[] misread(byte[] id) {
            return Arrays.copyOf(id, Math.min(id.length, 64));
        }
    }

    @Kills(rule = "IDN-03", says = "blank-behind-1 (routing id")
    static final class TrimsRoutingIds extends MisreadsRoutingIds {
        @Override
        protected byte[] misread(byte[] id) {
            return new String(id, ISO_8859_1).stripTrailing().getBytes(ISO_8859_1);
        }
    }

    @Kills(rule = "IDN-06", says = "the first is answered at the other connection")
    static final class ServesBothUnderOneId extends MiniRouter {
        @Override
        protected void onDuplicate(Link newcomer, Link holder) {
            byte[] id = newcomer.routingId();
            if (id != null) {
                register(newcomer, id);
            }
        }
    }

    @Kills(rule = "IDN-06", says = "nearest acceptable outcome: first-keeps; differs in: the second is served")
    static final class ServesBothApart extends MiniRouter {
        private final Set<ByteBuffer> known = new HashSet<>();

        @Override
        protected byte[] routingIdOf(Link link, byte[] announced) {
            byte[] id = super.routingIdOf(link, announced);
            return known.add(ByteBuffer.wrap(id)) ? id : super.routingIdOf(link, new byte[0]);
        }
    }

    @Kills(rule = "IDN-06", says = "the first is disconnected")
    static final class DropsBothHolders extends MiniRouter {
        @Override
        protected void onDuplicate(Link newcomer, Link holder) {
            close(holder);
            close(newcomer);
        }
    }

    @Kills(rule = "IDN-06", says = "the first is not served (not: is served), the second is served")
    static final class HandsOverSilently extends ModelService {
        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withHandover(true);
        }
    }

    @Kills(rule = "IDN-07", says = "left in order (FIN)")
    static final class NeverForgetsAnId extends MiniRouter {
        @Override
        protected void forget(Link link) {
            // That is the fault.
        }
    }

    @Kills(rule = "IDN-07", says = "broke its connection off (RST)")
    static final class ForgetsOnlyOrderlyPeers extends MiniRouter {
        private @Nullable Link broken;

        @Override
        protected void onFailure(Link link, Throwable why) {
            broken = link;
            super.onFailure(link, why);
        }

        @Override
        protected void forget(Link link) {
            if (link != broken) {
                super.forget(link);
            }
        }
    }

    @Kills(rule = "IDN-12", says = "received nothing")
    static final class LocksOutRestartedPeer extends ModelService {
        @Override
        protected Set<String> capabilities() {
            Set<String> words = new HashSet<>(super.capabilities());
            words.add("handover");
            return words;
        }

        @Override
        protected SocketOptions socketOptions() {
            return super.socketOptions().withHandover(false);
        }

        @Override
        protected MiniRouter newRouter() {
            return new NoticesDeparturesLate();
        }
    }

    /** Frees routing ids when the application asks for the next message, as libraries do. */
    private static final class NoticesDeparturesLate extends MiniRouter {
        private final List<Link> departed = new ArrayList<>();

        @Override
        protected void forget(Link link) {
            departed.add(link);
        }

        @Override
        protected @Nullable Link nextReady(Deque<Link> waiting) {
            departed.forEach(super::forget);
            departed.clear();
            return super.nextReady(waiting);
        }
    }
}
