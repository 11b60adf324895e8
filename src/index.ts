/** What is imported as `streamalert`: by content, and by programs that look through logs themselves. */
export * from './authoring.ts';
export { classified, type Classified } from './library/classified.ts';
export { detect, openDetector } from './library/detect.ts';
export type {
  Detected,
  DetectedCounts,
  Detector,
  DetectOptions,
  DetectorInput,
  DetectorOptions,
  DetectorPayload,
  KnownIndicator,
} from './library/detector.ts';
export { type ErrorCode, StreamAlertError } from './domain/errors.ts';
export type { QuarantinedRecord } from './domain/batch.ts';
export type { Finding } from './domain/finding.ts';
