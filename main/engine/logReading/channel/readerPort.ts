import type { Problem } from '../../../../shared/model/problem';
import type { Result } from '../../../../shared/result';
import type { LogReader, LogReaderEvents } from '../logReader';

/** One end of a channel between the reader's process and the one that asks it. */
export interface ReaderPort {
  /** Sends a value that survives a structured clone; does nothing once the channel is closed. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other end is gone, for whatever reason. */
  onClose(listener: () => void): void;
}

/** A request on its way to the reader. */
export interface ReaderRequest {
  readonly kind: 'request';
  readonly id: number;
  readonly name: keyof LogReader;
  readonly input: unknown;
}

/** What comes back from the reader: an answer to a request, or an announcement. */
export type ReaderReply =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, Problem> }
  | { readonly [N in keyof LogReaderEvents]: ReaderAnnouncement<N> }[keyof LogReaderEvents];

/** An announcement on its way from the reader. */
export interface ReaderAnnouncement<N extends keyof LogReaderEvents> {
  readonly kind: 'event';
  readonly event: N;
  readonly payload: LogReaderEvents[N];
}
