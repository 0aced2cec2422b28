/** Users that are remembered, and addresses of each; the ones longest unused go first. */
const maxUsers = 10_000
export const maxAddressesOfUser = 50

/** From which addresses users have signed in with the right password, in the memory of one process. */
export class KnownAddresses {
  readonly #addresses = new Map<string, Set<string>>()

  has(email: string, address: string): boolean {
    return this.#addresses.get(email.toLowerCase())?.has(address) ?? false
  }

  remember(email: string, address: string): void {
    const user = email.toLowerCase()
    const addresses = this.#addresses.get(user) ?? new Set()
    // Re-inserting keeps both in the order of last use.
    this.#addresses.delete(user)
    this.#addresses.set(user, addresses)
    addresses.delete(address)
    addresses.add(address)
    forgetOldest(addresses, maxAddressesOfUser)
    forgetOldest(this.#addresses, maxUsers)
  }
}

function forgetOldest(held: Map<string, unknown> | Set<string>, most: number): void {
  for (const key of held.keys()) {
    if (held.size <= most) break
    held.delete(key)
  }
}
