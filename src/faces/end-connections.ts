import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'

/**
 * Makes the connections of a server end when it closes: at once where no request is under way, the others with their last answer.
 * Node.js itself looks a single time. A connection that was busy then stays open for as long as its client likes, as does one on
 * which nothing was asked yet; and an answer counts as sent, and is cut off, while its client still has to take the rest of it.
 */
export function endConnectionsOnClose(server: Server): void {
  /** Each with the answers that it waits for. */
  const connections = new Map<Socket, Set<ServerResponse>>()
  let closing = false
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    connections.set(socket, new Set())
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (request, response) => {
    const { socket } = request
    const answers = connections.get(socket)
    answers?.add(response)
    whenOver(request, response, () => {
      answers?.delete(response)
      if (closing && answers?.size === 0) socket.destroySoon()
    })
  })
  // What `close()` calls.
  server.closeIdleConnections = () => {
    closing = true
    for (const [socket, answers] of connections) {
      if (answers.size === 0) socket.destroySoon()
      // Tells the client. Of several requests that came in one go, the first answer would end the connection.
      if (answers.size === 1) for (const answer of answers) answer.shouldKeepAlive = false
    }
  }
}

/** Once the answer has left and the request, which may be longer, has come to its end. */
function whenOver(request: IncomingMessage, response: ServerResponse, over: () => void): void {
  response.once('close', () => {
    if (request.complete) over()
    else request.once('end', over)
  })
}
