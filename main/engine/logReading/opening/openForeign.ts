import type { LogFileFacts } from '../../../../shared/model/logView';
import type { Problem } from '../../../../shared/model/problem';
import type { Result } from '../../../../shared/result';
import type { DetectedFormat } from '../formats/detectFormat';

/** One text that a file from elsewhere holds, as a plain file that can be read at any place. */
export interface OpenedFile {
  /** Name as the operator knows it: `rapport.log`, or `bundle.zip › logs/errors.log`; never used as a path. */
  readonly name: string;
  /** Where its plain bytes stand: the file itself, or an inflated copy in the scratch folder. */
  readonly path: string;
  /** `copy`: made here, and deleted when the file is closed. */
  readonly place: 'original' | 'copy';
  readonly compressed: LogFileFacts['compressed'];
  /** Plain bytes. */
  readonly bytes: number;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly detected: DetectedFormat;
  /** Why less is there than the file held. */
  readonly incomplete?: Problem;
}

/** What a file holds: the texts, and what in it cannot be read and why. */
export interface OpenedContents {
  readonly files: readonly OpenedFile[];
  readonly refused: readonly { readonly name: string; readonly problem: Problem }[];
}

/** What opening may take. */
export interface OpeningLimits {
  /** Most plain bytes of one file, and of all texts of one zip together. */
  readonly bytes: number;
  /** Most texts of one zip. */
  readonly members: number;
}

/** Opens a file from elsewhere; see {@link OpenedContents}. */
export type OpenForeign = (
  path: string,
  scratchFolder: string,
  signal?: AbortSignal,
  limits?: OpeningLimits,
) => Promise<Result<OpenedContents, Problem>>;
