/** Lengths in RTF are in twentieths of a point. */
export const twipsPerPoint = 20
