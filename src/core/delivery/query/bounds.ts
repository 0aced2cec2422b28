/** The largest width, height or coordinate in a request, in pixels. */
export const maxPixels = 10_000_000
