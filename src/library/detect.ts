import type {
  Detected,
  Detector,
  DetectOptions,
  DetectorInput,
  DetectorOptions,
} from './detector.ts';

/**
 * Compiles schemas and rules, for programs that look through logs themselves. Throws a `StreamAlertError` that names
 * everything that is wrong with the configuration or the rules.
 *
 * @example
 * const detector = await openDetector({ configDir: 'conf' });
 * const { alerts } = await detector.detect(lines);
 */
export async function openDetector(options: DetectorOptions = {}): Promise<Detector> {
  // Every rule file imports this package: it must not bring all of the engine with it.
  const opening = await import('./open-detector.ts');
  return opening.openDetector(options);
}

/**
 * The same for one input. Compiling takes longer than a few records: who has several inputs opens a detector.
 *
 * @example
 * const { alerts, counts } = await detect([{ eventName: 'StopLogging' }], { configDir: 'conf' });
 */
export async function detect(
  input: DetectorInput,
  options: DetectorOptions & DetectOptions = {},
): Promise<Detected> {
  const detector = await openDetector(options);
  return detector.detect(input, options);
}
