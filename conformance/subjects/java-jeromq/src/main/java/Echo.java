import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** An ordinary echo server that knows nothing of any contract: java -cp "target/classes:target/dependency/*" Echo tcp://127.0.0.1:5555 */
public class Echo {

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: Echo ENDPOINT");
            System.exit(2);
        }
        try (ZContext context = new ZContext()) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.bind(arguments[0]);
            while (true) {
                ZMsg.recvMsg(router).send(router);
            }
        }
    }
}
