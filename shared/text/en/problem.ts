/** Texts under `problem`. */
export const problem = {};
