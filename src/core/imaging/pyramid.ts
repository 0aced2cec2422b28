/** Edge of a tile of a pyramid, in pixels; its smallest level needs no more than one tile. */
export const tileSide = 256
