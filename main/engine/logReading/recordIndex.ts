import type { LogLevel } from '../../../shared/model/log';

/** What many records share; `''` where a record carries none. */
export interface Facet {
  readonly level: LogLevel | 'NONE';
  readonly module: string;
  readonly sync: string;
  readonly run: string;
  readonly code: string;
}

/** The different facets of all files of a reader, numbered from 0 in the order in which they were met. */
export interface FacetTable {
  readonly size: number;
  get(facet: number): Facet;
}

/**
 * Where each record of one file begins, when it was written, and its facet: columns of about 14 bytes a record. A record
 * begins where the file's format matches; other lines belong to the record above (tracebacks).
 */
export interface RecordIndex {
  readonly records: number;
  readonly lines: number;
  /** Bytes that the records cover: whole lines. */
  readonly bytes: number;
  offsetOf(record: number): number;
  /** Byte behind the record's last one, its line break included. */
  endOf(record: number): number;
  /** Milliseconds since the epoch; that of the record before where this one carries none, NaN where none does. */
  timeOf(record: number): number;
  facetOf(record: number): number;
  /** Low 16 bits of `seq`; only compared together with time and facet. */
  seqOf(record: number): number;
  /** The record in which a byte stands; -1 where there is none. */
  recordAt(offset: number): number;
}

/**
 * Columns of consecutive records, for loops over millions of them. They hold good until the file is read on; what stands
 * behind the last record of the index means nothing.
 */
export interface RecordChunk {
  /** Record whose values stand first in each column. */
  readonly first: number;
  /** Behind the last record that has room in them. */
  readonly end: number;
  /** Minutes since the epoch; `noTime` where neither the record nor one before it carries a time. */
  readonly minutes: Int32Array;
  /** Milliseconds since that minute, less than 61,000. */
  readonly milliseconds: Uint16Array;
  readonly facets: Uint16Array | Uint32Array;
}

/** An index whose columns can be looked at themselves. */
export interface ChunkedIndex extends RecordIndex {
  /** The columns in which a record stands; empty ones where there is no such record. */
  chunkOf(record: number): RecordChunk;
}

/** How the bytes of a file are letters; `latin1` also for text that is no valid UTF-8 at all. */
export type TextEncoding = 'utf8' | 'latin1';
