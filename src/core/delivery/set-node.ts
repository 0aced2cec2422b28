/** Part of a media set reply: attributes, and what lies inside, by name. */
export interface SetNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly SetNode[]
  /** Absent: in JSON, one child of a name is written without a list. True: those of this name always are in one. */
  readonly isListed?: boolean
}
