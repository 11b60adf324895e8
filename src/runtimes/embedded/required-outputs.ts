/** Every alert goes to the outputs that its rule names and to no others. */
export const requiredOutputs: readonly string[] = [];
