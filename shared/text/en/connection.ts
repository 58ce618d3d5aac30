/** Texts under `connection`. */
export const connection = {};
