/** What was read is no table; its message goes on after the table's name: `holds a list; …`. */
export class TableContentError extends Error {
  override readonly name = 'TableContentError';
}
