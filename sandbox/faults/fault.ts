/** One thing that goes wrong, or merely slowly. */
export type Fault =
  /** Answers with this status instead of doing anything (default body: a WebMessage for JSON clients). */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
    }
  /** Waits before the request is looked at. */
  | { readonly kind: 'delay'; readonly millis: number }
  /** Announces the whole body, sends that many bytes of it and closes the connection. */
  | { readonly kind: 'cutBody'; readonly afterBytes: number }
  /** Does the work, then answers 200 with JSON that ends in the middle, its length announced honestly. */
  | { readonly kind: 'malformedJson' }
  /** Answers 200 with the HTML of a login page, as a proxy or an expired session does. */
  | { readonly kind: 'loginPage' }
  /** Answers 200 with every list of the true answer emptied. */
  | { readonly kind: 'emptyList' }
  /** Closes the connection without doing anything. */
  | { readonly kind: 'dropBefore' }
  /** Does the work, then closes the connection without an answer. */
  | { readonly kind: 'dropAfterCommit' }
  /** Does the work, then answers as a proxy that lost patience: 502 or 504 with an HTML page. */
  | { readonly kind: 'commitThenStatus'; readonly status: number }
  /** From this request on the server's clock is off by so much (positive: ahead). */
  | { readonly kind: 'clockSkew'; readonly millis: number }
  /** Sends the body in small pieces with pauses. */
  | { readonly kind: 'slowDrip'; readonly bytes: number; readonly everyMillis: number }
  /** Sends the body at this rate. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** Waits before the answer is sent. */
  | { readonly kind: 'latency'; readonly millis: number }
  /** What a write changes becomes visible only so long after its timestamps were taken. */
  | { readonly kind: 'delayedVisibility'; readonly millis: number };

/** A fault with the requests it befalls. */
export interface FaultRule {
  readonly fault: Fault;
  /** HTTP method; every method when absent. */
  readonly method?: string;
  /** Path and query as asked, `*` standing for any characters, such as `/api/dataValueSets*`. */
  readonly path: string;
  /** The first matching request it befalls, counted from 1 (the default). */
  readonly from?: number;
  /** How many matching requests it befalls; all from the first on when absent. */
  readonly times?: number;
}
