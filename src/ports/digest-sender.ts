/** A report for people, in both forms that mail has. */
export interface Digest {
  /** At most 100 characters, one line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `reason` never holds a credential. `notice`: somebody was left out all the same. */
export type DigestSending =
  | { readonly outcome: 'sent'; readonly notice?: string }
  | { readonly outcome: 'failed'; readonly reason: string };

/** One way a digest goes to its readers. One call is one attempt: repeating is the caller's business. */
export interface DigestSender {
  /** Says where it goes: `sns:topic`, `smtp:mail.example.com`. The same as long as it goes there. */
  readonly name: string;
  send(digest: Digest): Promise<DigestSending>;
}
