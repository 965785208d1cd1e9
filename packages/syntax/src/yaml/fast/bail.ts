/** Thrown, and caught in this folder, where a text leaves what the fast reader is sure of. */
export const Bail: Error = new Error('not simple')

/** Collections inside one another that the fast reader follows. */
export const fastDepth = 100
