import type { FastifyReply, FastifyRequest } from 'fastify'

/** So much of a request is still read behind its answer, so that the client gets to reading the answer. */
export const maxDrainBytes = 64 * 1024 * 1024
/** As long as that may take. */
export const maxDrainMs = 10_000

/**
 * To be called before a request is answered that may not be at its end: its connection is to close, but what is still
 * coming is read and thrown away first, within `maxDrainBytes` and `maxDrainMs`. A connection that is closed with bytes
 * unread is reset, which can take the answer from the client (RFC 9112, section 9.6).
 */
export function drainBehindAnswer({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return
  reply.header('connection', 'close')
  const { socket } = raw
  if (socket.destroyed) return
  let bytes = 0
  const timer = setTimeout(() => socket.destroy(), maxDrainMs)
  socket.once('close', () => clearTimeout(timer))
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxDrainBytes) socket.destroy()
  })
  let read = false
  let answered = false
  const over = () => {
    if (read && answered) socket.destroy()
  }
  raw.once('end', () => {
    read = true
    over()
  })
  // What Node.js calls once it has written a last answer. It would destroy the connection at once.
  socket.destroySoon = () =>
    socket.end(() => {
      answered = true
      over()
    })
  raw.resume()
}
