/** An element as the mapping to JSON needs it. */
export interface Element {
  readonly name: string;
  /** Name, value, name, value … */
  readonly attributes: readonly string[];
  /** Text, and elements. Neighbouring texts may stand apart. */
  readonly children: readonly (string | Element)[];
}

/** Far deeper than any log; what walks records calls itself for each level. */
export const levelsMax = 100;
