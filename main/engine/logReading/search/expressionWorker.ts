// A thread of its own: an expression that takes for ever is ended together with it.
import { parentPort } from 'node:worker_threads';
import { answerExpression } from './expressionRequests';
import type { ExpressionRequest } from './expressionRequests';

// What it takes to start counts for no deadline.
parentPort?.postMessage('ready');
parentPort?.on('message', (request: ExpressionRequest) => {
  parentPort?.postMessage(answerExpression(request));
});
