/** What is to be explained. */
export interface ExplainRequest {
  /** Undefined: all rules of the record's log type. */
  readonly ruleName: string | undefined;
  /** A file of test events, or log records as they came. */
  readonly text: string;
  /** What the text is called. */
  readonly shown: string;
  /** Only this event or record, 1-based; undefined: all. */
  readonly number: number | undefined;
  /** A data source whose log types are tried; undefined: those of the event, or all. */
  readonly source: string | undefined;
}
