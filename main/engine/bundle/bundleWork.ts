import type { BundleRequest } from '../../../shared/model/bundle';
import type { LogReaderPlaces } from '../logReading/logReader';
import type { BundleFacts } from './bundleFacts';

/** What a bundle is made from. */
export interface BundleWork {
  readonly request: BundleRequest;
  readonly facts: BundleFacts;
  readonly places: Pick<LogReaderPlaces, 'logFolder'>;
}
