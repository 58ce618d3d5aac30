import type { EventEmitter } from 'node:events';

// The parts of the library that its own declarations leave out.
declare module '@homebridge/dbus-native' {
  export interface Message {
    readonly type?: number;
    readonly path?: string;
    readonly interface?: string;
    readonly member?: string;
    readonly sender?: string;
    readonly signature?: string;
    readonly body?: unknown[];
  }

  export interface DBusError {
    readonly name: string;
    readonly message: string;
  }

  export interface RawBus {
    readonly connection: EventEmitter & { readonly end: () => void };
    readonly invoke: (
      message: object,
      callback: (error: DBusError | null | undefined, ...values: unknown[]) => void,
    ) => void;
    readonly sendSignal: (
      path: string,
      interfaceName: string,
      member: string,
      signature: string,
      body: unknown[],
    ) => void;
    readonly sendReply: (message: Message, signature: string, body: unknown[]) => void;
    readonly sendError: (message: Message, name: string, text: string) => void;
  }

  export function createClient(options: { readonly busAddress: string }): RawBus;
}
