// An ordinary echo server that knows nothing of any contract: ./echo tcp://127.0.0.1:5555
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/go-zeromq/zmq4"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: echo ENDPOINT")
		os.Exit(2)
	}
	if err := echo(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func echo(endpoint string) error {
	router := zmq4.NewRouter(context.Background())
	defer router.Close()
	if err := router.Listen(endpoint); err != nil {
		return err
	}
	for {
		message, err := router.Recv()
		if err != nil {
			return err
		}
		if err := router.SendMulti(message); err != nil {
			return err
		}
	}
}
