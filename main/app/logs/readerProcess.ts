import { serveLogReader } from '../../engine/logReading/channel/serveLogReader';
import { createLogReader } from '../../engine/logReading/createLogReader';
import type { LogReaderPlaces } from '../../engine/logReading/logReader';

// The program of the reader's process. The first message says where it works; everything after it is a request.
const { parentPort } = process;

parentPort.once('message', ({ data }) => {
  // Boundary: the only writer of this port is readerHost.ts.
  const places = data as LogReaderPlaces;
  serveLogReader(
    {
      post: (message) => {
        parentPort.postMessage(message);
      },
      onMessage: (listener) => {
        parentPort.on('message', (event) => {
          listener(event.data);
        });
      },
      // The process ends with its parent.
      onClose: () => undefined,
    },
    (onEvent) => createLogReader(places, onEvent),
  );
});
