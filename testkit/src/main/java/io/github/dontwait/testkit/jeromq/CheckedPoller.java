package io.github.dontwait.testkit.jeromq;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/** A poller that uses its sockets while it polls. */
final class CheckedPoller extends ZMQ.Poller {

    CheckedPoller(ZMQ.Context context, int size) {
        super(context, size);
    }

    @Override
    public int poll(long timeout) {
        List<CheckedSocket> entered = new ArrayList<>();
        try {
            for (int i = 0; i < getSize(); i++) {
                if (getItem(i) != null && getSocket(i) instanceof CheckedSocket socket) {
                    socket.enter("poll");
                    entered.add(socket);
                }
            }
            return super.poll(timeout);
        } finally {
            entered.forEach(CheckedSocket::exit);
        }
    }
}
