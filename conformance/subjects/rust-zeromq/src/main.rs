//! An ordinary echo server that knows nothing of any contract: echo tcp://127.0.0.1:5555
use std::error::Error;
use zeromq::{RouterSocket, Socket, SocketRecv, SocketSend};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = std::env::args().nth(1).ok_or("usage: echo ENDPOINT")?;
    let mut router = RouterSocket::new();
    router.bind(&endpoint).await?;
    loop {
        let message = router.recv().await?;
        router.send(message).await?;
    }
}
