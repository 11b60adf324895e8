import { at, below, type Draft, type Place } from './draft.ts';
import { entriesIn, listNode, textIn, textNode } from './tree.ts';

const current = 'normalized_types.json';

/** `types.json` is `normalized_types.json` since release 2.3 (configuration.md 12.7). */
export function migrateTypes(draft: Draft): void {
  const former = 'types.json';
  if (draft.files.has(former) && draft.files.has(current)) {
    draft.dropWarned(at(former), `${current} is there too and counts`);
  }
  const file = draft.files.has(former) ? former : current;
  for (const [category, types] of draft.entries(at(file))) {
    for (const [written] of entriesIn(types)) migrateSuffix(draft, at(file, category, written));
  }
  if (!draft.files.has(former)) return;
  draft.tell(at(former), `now ${current}`);
  draft.renameFile(former, current);
}

/** `sourceAddress:ioc_ip` of release 1.6: addresses that threat intelligence is asked about. */
function migrateSuffix(draft: Draft, place: Place): void {
  const written = place.path.at(-1) ?? '';
  const [, type, indicator] = /^([^:]+):ioc_(.+)$/s.exec(written) ?? [];
  if (type === undefined || indicator === undefined) return;
  const target = { ...place, path: [...place.path.slice(0, -1), type] };
  const [more, known] = [draft.node(place), draft.node(target)];
  if (more?.kind === 'list' && known?.kind === 'list') {
    const names = new Set(known.items.map(textIn));
    const added = more.items.filter((item) => !names.has(textIn(item)));
    draft.put(place, target, listNode([...known.items, ...added], known.position));
    draft.clear(place);
  } else {
    draft.move(place, target);
  }
  addIndicator(draft, indicator, type);
}

function addIndicator(draft: Draft, indicator: string, type: string): void {
  const intel = at('threat_intel.json');
  if (!draft.files.has(intel.file)) {
    draft.fill(intel, { enabled: false, normalized_ioc_types: {} }, 'for the indicators of types');
  }
  const place = below(intel, 'normalized_ioc_types', indicator);
  const node = draft.node(place);
  const items = node?.kind === 'list' ? node.items : [];
  if (items.some((item) => textIn(item) === type)) return;
  if (node === undefined || node.kind === 'null')
    draft.fill(place, [type], 'from a name in types.json');
  else if (node.kind === 'list') {
    const list = listNode([...items, textNode(type, node.position)], node.position);
    draft.replace(place, list, 'from a name in types.json');
  }
}
