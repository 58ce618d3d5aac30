/** One served request, as `GET /sandbox/requests` gives it. */
export interface RequestRecord {
  readonly method: string;
  /** Path with query, as asked. */
  readonly path: string;
  /** Status answered; 0 when the connection was closed without an answer. */
  readonly status: number;
  /** Bytes of the request body. */
  readonly bytesIn: number;
  /** Bytes of the response body that were sent. */
  readonly bytesOut: number;
  /** SHA-256 of the request body in hexadecimal; absent when it was empty. */
  readonly bodySha256?: string;
  /** When it arrived, ISO with `Z`, real time. */
  readonly at: string;
}
