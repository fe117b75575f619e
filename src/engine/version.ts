/** The version of lanes, as in its package. */
export const version = '0.1.0';
