/* An ordinary echo server that knows nothing of any contract: ./echo tcp://127.0.0.1:5555
 *
 * What a message consists of, its routing id and its delimiter included, goes back part by part as it came.
 */
#include <stdio.h>
#include <stdlib.h>
#include <zmq.h>

static void require(int result, const char *what) {
    if (result == -1) {
        fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
        exit(1);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s ENDPOINT\n", argv[0]);
        return 2;
    }
    void *context = zmq_ctx_new();
    void *router = zmq_socket(context, ZMQ_ROUTER);
    require(zmq_bind(router, argv[1]), argv[1]);
    for (;;) {
        zmq_msg_t part;
        require(zmq_msg_init(&part), "message");
        require(zmq_msg_recv(&part, router, 0), "receive");
        int more = zmq_msg_more(&part);
        require(zmq_msg_send(&part, router, more ? ZMQ_SNDMORE : 0), "send");
    }
}
