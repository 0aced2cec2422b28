/** The words of one language for an area of messages: every key of its English, with the same `{places}`. */
export type Words<English> = { readonly [Key in keyof English]: string }
