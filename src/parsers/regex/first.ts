import { type CharacterMask, maskOf } from './character-mask.ts';
import type { Node } from './syntax.ts';

/** What a text that fits can begin with; `isNullable` when it can be empty. */
export interface First {
  readonly mask: CharacterMask;
  readonly isNullable: boolean;
}

export function firstOf(node: Node): First {
  switch (node.kind) {
    case 'set':
      return { mask: maskOf(node.set), isNullable: false };
    case 'boundary':
      return { mask: 0n, isNullable: true };
    case 'group':
      return firstOf(node.body);
    case 'repeat': {
      const { mask, isNullable } = firstOf(node.body);
      if (node.most === 0) return { mask: 0n, isNullable: true };
      return { mask, isNullable: isNullable || node.least === 0 };
    }
    case 'choice': {
      const options = node.options.map(firstOf);
      return {
        mask: options.reduce((union, { mask }) => union | mask, 0n),
        isNullable: options.some(({ isNullable }) => isNullable),
      };
    }
    case 'sequence': {
      let mask = 0n;
      for (const item of node.items) {
        const first = firstOf(item);
        mask |= first.mask;
        if (!first.isNullable) return { mask, isNullable: false };
      }
      return { mask, isNullable: true };
    }
  }
}
